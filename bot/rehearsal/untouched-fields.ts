import type { App, types, ViewOutput } from '@slack/bolt';

/**
 * Slack sends every field of a modal as it stands; the local Slack sends null for one that nobody touched. Here it becomes
 * what the field began with, before any listener sees it.
 */
export function fillUntouchedFields(app: App): void {
  app.use(async ({ body, next }) => {
    if (isSubmission(body)) fill(body.view);
    await next();
  });
}

const isSubmission = (body: object): body is { type: 'view_submission'; view: ViewOutput } =>
  'type' in body && body.type === 'view_submission';

function fill(view: ViewOutput): void {
  for (const block of view.blocks) {
    const field = view.state.values[block.block_id ?? '']?.['value'];
    if (field === undefined || !isInput(block)) continue;
    const { element } = block;
    // A field that somebody emptied comes without an option, or with an empty text: it stays so.
    if (element.type === 'static_select' && field.selected_option === null)
      field.selected_option = chosen(element.initial_option);
    else if (element.type === 'plain_text_input' && field.value === null)
      field.value = element.initial_value ?? null;
  }
}

const chosen = (option: types.PlainTextOption | undefined) =>
  option?.value === undefined ? null : { text: option.text, value: option.value };

const isInput = (block: ViewOutput['blocks'][number]): block is types.InputBlock => block.type === 'input';

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where SIMS keeps mailboxes: `<store>/<user>/<folder>/<number>.<date>.<flags>`, one file a message. */
export const SIMS_STORE = '/var/opt/SUNWmail/ims/user';

export type StoredMessage = { readonly path: string; readonly date: string; readonly flags: string };
export type StoredFolder = { readonly folder: string; readonly messages: readonly StoredMessage[] };

const MESSAGE = /^(\d+)\.(\d{14}Z)\.([A-Z]+|-)$/u;

function namesIn(directory: string): string[] {
  return readdirSync(directory).toSorted();
}

export function simsUsers(store: string): string[] {
  try {
    return namesIn(store).filter((name) => statSync(join(store, name)).isDirectory());
  } catch {
    return [];
  }
}

/** Folders by name, the messages of each in order of arrival. Folders may lie in folders: `Projects/2000`. */
export function simsFolders(store: string, user: string): StoredFolder[] {
  const visit = (folder: string): StoredFolder[] => {
    const directory = join(store, user, folder);
    const names = namesIn(directory);
    const messages = names
      .flatMap((name) => {
        const [, number, date = '', flags = ''] = MESSAGE.exec(name) ?? [];
        return number === undefined
          ? []
          : [{ number: Number(number), path: join(directory, name), date, flags }];
      })
      .toSorted((a, b) => a.number - b.number);
    const inner = names.filter((name) => statSync(join(directory, name)).isDirectory());
    const here = folder === '' ? [] : [{ folder, messages }];
    return [...here, ...inner.flatMap((name) => visit(folder === '' ? name : `${folder}/${name}`))];
  };
  return visit('');
}

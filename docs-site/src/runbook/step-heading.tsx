import MDXHeading from '@theme/MDXComponents/Heading';
import { Children, type ComponentProps, type ReactNode, createContext, useContext } from 'react';

/** The number of the step whose heading is drawn; null outside of steps. */
export const StepNumber = createContext<string | null>(null);

type Props = ComponentProps<typeof MDXHeading>;

/** A heading as everywhere; that of a step has its number set apart, so that the eye finds "9a" while scrolling. */
export function StepHeading(props: Props): ReactNode {
  const number = useContext(StepNumber);
  const [first, ...rest] = Children.toArray(props.children);
  if (number === null || typeof first !== 'string' || !first.startsWith(`${number} `))
    return <MDXHeading {...props} />;
  return (
    <MDXHeading {...props}>
      <span className="step__number">{number}</span> {first.slice(number.length + 1)}
      {rest}
    </MDXHeading>
  );
}

import { memo, useLayoutEffect, useRef, type ComponentType } from 'react';

type Props = Record<string, unknown>;
type Handler = (...args: unknown[]) => unknown;

const isHandler = (name: string, value: unknown): boolean =>
  /^on[A-Z]/.test(name) && typeof value === 'function';

/**
 * `memo` for a field that is given new handlers (`onChange` …) with each draw of its form: they count as the same, and
 * the newest is called. For fields with many options: React would draw them all again with each key in another field.
 */
export const memoEvents = <P extends object>(Component: ComponentType<P>) => {
  const Kept = memo(Component) as unknown as ComponentType<Props>;
  const WithSteadyEvents = (props: P) => {
    const newest = useRef(props as Props);
    useLayoutEffect(() => {
      newest.current = props as Props;
    });
    const handlers = useRef<Record<string, Handler>>({});
    const steady = (name: string): Handler =>
      (handlers.current[name] ??= (...args) =>
        (newest.current[name] as Handler | undefined)?.(...args));
    const entries = Object.entries(props).map(([name, value]) => [
      name,
      isHandler(name, value) ? steady(name) : value,
    ]);
    return <Kept {...(Object.fromEntries(entries) as Props)} />;
  };
  return WithSteadyEvents;
};

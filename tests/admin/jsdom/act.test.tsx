import { act, render, screen } from '@testing-library/react';
import { lazy, Suspense, useEffect, useState, type ComponentType } from 'react';
import { createPortal } from 'react-dom';

let set: (to: number) => void;

/** Shows a number, and what an effect of an effect made of it. */
const Shown = () => {
  const [number, setNumber] = useState(0);
  const [after, setAfter] = useState('');
  const [last, setLast] = useState('');
  set = setNumber;
  useEffect(() => setAfter(`after ${number}`), [number]);
  useEffect(() => setLast(after), [after]);
  return <p>{`${number}, ${last}`}</p>;
};

const words = () => screen.getByText(/,/).textContent;

describe('act in the build of React that ships', () => {
  beforeEach(() => void render(<Shown />));

  it('does effects and what they change before it ends', () => {
    expect(words()).toBe('0, after 0');
    act(() => set(1));
    expect(words()).toBe('1, after 1');
  });

  it('waits for a promise and for what is changed once that is settled', async () => {
    await act(async () => {
      await Promise.resolve();
      set(1);
      void Promise.resolve().then(() => Promise.resolve().then(() => set(2)));
    });
    expect(words()).toBe('2, after 2');
  });

  it('leaves what is changed within another scope to the outer one', async () => {
    await act(async () => {
      act(() => set(1));
      await Promise.resolve();
    });
    expect(words()).toBe('1, after 1');
  });

  it('does what waits from before it began', () => {
    set(1);
    act(() => set(2));
    expect(words()).toBe('2, after 2');
  });

  it('draws on after a scope that threw', async () => {
    expect(() => act(() => throwAfter(() => set(1)))).toThrow('in the scope');
    expect(await screen.findByText('1, after 1')).toBeTruthy();
    await expect(act(async () => throwAfter(() => set(2)))).rejects.toThrow('in the scope');
    act(() => set(3));
    expect(words()).toBe('3, after 3');
  });

  it('draws on after a part that could not be drawn', () => {
    const Broken = () => throwAfter(() => undefined);
    const draw = () =>
      act(() => {
        set(1);
        render(<Broken />);
      });
    expect(draw).toThrow('in the scope');
    act(() => set(2));
    expect(words()).toBe('2, after 2');
  });

  it('may begin within an effect', () => {
    const Within = () => {
      useEffect(() => void act(() => set(5)), []);
      return null;
    };
    render(<Within />);
    expect(words()).toBe('5, after 5');
  });

  it('shows what replaces a placeholder without waiting', async () => {
    let load: (part: { default: ComponentType }) => void = () => undefined;
    const Inner = lazy(
      () => new Promise<{ default: ComponentType }>((resolve) => void (load = resolve))
    );
    const Outer = lazy(() =>
      Promise.resolve({
        default: () => (
          <Suspense fallback="inner waits">
            <Inner />
          </Suspense>
        ),
      })
    );
    render(
      <Suspense fallback="outer waits">
        <Outer />
      </Suspense>
    );
    await act(() => Promise.resolve());
    expect(screen.getByText('inner waits')).toBeTruthy();
    await act(async () => load({ default: () => <b>inner is here</b> }));
    expect(screen.getByText('inner is here')).toBeTruthy();
  });

  it('belongs to the build that ships', () => {
    expect(process.env['NODE_ENV']).toBe('production');
    expect(String(createPortal)).not.toContain('Target container is not a DOM element.');
  });
});

const throwAfter = (work: () => void): never => {
  work();
  throw new Error('in the scope');
};

import { act, render, screen } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

/** Says how often it was told, and whether an effect of an effect ran. */
const Told = ({ tell }: { tell: Set<() => void> }) => {
  const [times, setTimes] = useState(0);
  const [after, setAfter] = useState('');
  const [last, setLast] = useState('');
  useEffect(() => {
    const told = () => setTimes((n) => n + 1);
    tell.add(told);
    return () => void tell.delete(told);
  }, [tell]);
  useEffect(() => setAfter(`after ${times}`), [times]);
  useEffect(() => setLast(after), [after]);
  return <p>{`${times}, ${last}`}</p>;
};

const words = () => screen.getByText(/,/).textContent;

describe('act in the build of React that ships', () => {
  const tell = new Set<() => void>();
  const all = () => tell.forEach((one) => one());
  beforeEach(() => void render(<Told tell={tell} />));

  it('does effects and what they change before it ends', () => {
    expect(words()).toBe('0, after 0');
    act(() => all());
    expect(words()).toBe('1, after 1');
  });

  it('waits for a promise and for what is changed once that is settled', async () => {
    await act(async () => {
      await Promise.resolve();
      all();
      void Promise.resolve().then(() => Promise.resolve().then(all));
    });
    expect(words()).toBe('2, after 2');
  });

  it('leaves what is changed within another scope to the outer one', async () => {
    await act(async () => {
      act(() => all());
      await Promise.resolve();
    });
    expect(words()).toBe('1, after 1');
  });

  it('works again after a scope that threw', async () => {
    expect(() => act(() => throwIn())).toThrow('in the scope');
    await expect(act(() => Promise.reject(new Error('later')))).rejects.toThrow('later');
    act(() => all());
    expect(words()).toBe('1, after 1');
  });

  it('is not there for an application: React’s development build is not loaded', () => {
    expect(process.env['NODE_ENV']).toBe('production');
    expect(String(createPortal)).not.toContain('Target container is not a DOM element.');
  });
});

const throwIn = (): void => {
  throw new Error('in the scope');
};

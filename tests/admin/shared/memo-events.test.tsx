import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { memoEvents } from '../../../admin/src/shared/memo-events';
import { en } from '../../support/words';

const draws = jest.fn();

const Field = memoEvents(
  (props: { label: string; onPick: (by: string) => void; onClear?: () => void }) => {
    draws(props.label);
    return (
      <>
        <button onClick={() => props.onPick('pressed')}>{props.label}</button>
        {props.onClear ? <button onClick={props.onClear}>Clear</button> : null}
      </>
    );
  }
);

const seen: string[] = [];
let change: (next: { count?: number; label?: string; mayClear?: boolean }) => void;

const Form = () => {
  const [state, setState] = useState({ count: 0, label: 'Language', mayClear: false });
  change = (next) => setState({ ...state, ...next });
  const note = (word: string) => void seen.push(`${word} at ${state.count}`);
  return (
    <Field
      label={state.label}
      onPick={note}
      {...(state.mayClear ? { onClear: () => note('cleared') } : {})}
    />
  );
};

describe('a field that stays while its form changes', () => {
  it('is drawn for what it shows, not for new handlers, and calls the newest', async () => {
    const person = userEvent.setup();
    render(<Form />);
    act(() => change({ count: 1 }));
    act(() => change({ count: 2 }));
    expect(draws).toHaveBeenCalledTimes(1);
    await person.click(screen.getByRole('button', { name: en('inbox.panel.language') }));
    expect(seen).toEqual(['pressed at 2']);
    act(() => change({ label: 'Country' }));
    expect(draws).toHaveBeenLastCalledWith('Country');
    expect(draws).toHaveBeenCalledTimes(2);
    expect(screen.queryByRole('button', { name: en('contacts.clear') })).toBeNull();
    act(() => change({ count: 3, mayClear: true }));
    await person.click(screen.getByRole('button', { name: en('contacts.clear') }));
    expect(seen.at(-1)).toBe('cleared at 3');
  });
});

import { useState } from 'react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { VariableField } from '../../../admin/src/shared/VariableField';
import type { SlotBinding, TemplateSlot } from '../../../server/src/contracts/templates';
import { contact, slot } from '../../unit/admin/campaigns/builders';
import { renderAdmin } from './render';
import { showOn } from '../../support/show-on';

showOn('wide');

const setUp = (
  part: Partial<TemplateSlot> = {},
  first?: SlotBinding,
  email: string | null = null
) => {
  const changes: SlotBinding[] = [];
  const Harness = () => {
    const [binding, setBinding] = useState<SlotBinding | undefined>(first);
    return (
      <VariableField
        slot={slot(part)}
        binding={binding}
        sample={contact({ email })}
        onChange={(next) => {
          changes.push(next);
          setBinding(next);
        }}
      />
    );
  };
  renderAdmin(<Harness />);
  return { changes, user: userEvent.setup() };
};

const fromEmail = (fallback: string | null = null): SlotBinding => ({
  source: { kind: 'contact', field: 'email' },
  fallback,
});

describe('a variable of a template', () => {
  it('[T-30] offers the fields of a person when "@" is typed', async () => {
    const { changes, user } = setUp();
    await user.click(screen.getByRole('combobox'));
    await user.keyboard('@');
    const offered = (await screen.findAllByRole('option')).map((o) => o.textContent);
    expect(offered).toEqual(
      expect.arrayContaining(['@First name', '@Name', '@Phone number', '@E-mail'])
    );
    await user.click(screen.getByRole('option', { name: '@First name' }));
    expect(changes.at(-1)).toEqual({
      source: { kind: 'contact', field: 'firstName' },
      fallback: null,
    });
  });

  it('[T-34] skips the person by default and takes a fallback when one is written', async () => {
    const { changes, user } = setUp({}, fromEmail());
    expect(screen.getByText('Ayşe Kaya has no value and would be skipped')).toBeTruthy();
    await user.click(screen.getByRole('combobox', { name: 'If a person has no such value' }));
    await user.click(await screen.findByRole('option', { name: 'If empty: use a text' }));
    await user.type(screen.getByRole('textbox', { name: 'Text to use instead' }), 'hi');
    expect(changes.at(-1)).toEqual(fromEmail('hi'));
    expect(screen.getByText('Ayşe Kaya has no value and gets “hi”')).toBeTruthy();
  });

  it('[T-34] drops the fallback when one goes back to skipping', async () => {
    const { changes, user } = setUp({}, fromEmail('you'));
    await user.click(screen.getByRole('combobox', { name: 'If a person has no such value' }));
    await user.click(await screen.findByRole('option', { name: 'If empty: skip this person' }));
    expect(changes.at(-1)).toEqual(fromEmail(null));
  });

  it('takes a fixed text and needs no fallback then', async () => {
    const { changes, user } = setUp();
    await user.click(screen.getByRole('combobox'));
    await user.click(await screen.findByRole('option', { name: 'Fixed text' }));
    await user.type(screen.getByRole('textbox'), 'A');
    expect(changes.at(-1)).toEqual({ source: { kind: 'text', text: 'A' }, fallback: null });
    expect(screen.queryByRole('combobox', { name: 'If a person has no such value' })).toBeNull();
  });

  it('[T-31] names the button whose link it ends', () => {
    setUp({ key: 'button.1', component: 'button', kind: 'url-suffix', buttonIndex: 1 });
    expect(screen.getByText('Button 2: end of the link')).toBeTruthy();
  });

  it('asks the address of a picture and offers no field of a person for it', () => {
    setUp({ key: 'header', component: 'header', kind: 'image', name: '1', example: null });
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.getByRole('textbox')).toBeTruthy();
  });
});

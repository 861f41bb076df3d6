import type { ChangeEvent } from 'react';
import { Button, Field, Flex, TextInput } from '@strapi/design-system';
import {
  keyToken,
  KEY_VALUE_MOST,
  type SystemKeyView,
} from '../../../../../server/src/contracts/system-keys';
import { Drawer, DrawerFoot } from '../../../shared/Drawer';
import { Notice } from '../../../shared/Notice';
import { TextRow } from '../../../shared/TextRow';
import { useT } from '../../../shared/useT';
import { useKeyForm } from './useKeyForm';

interface Props {
  /** Null: a new key. */
  readonly kept: SystemKeyView | null;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

type Form = ReturnType<typeof useKeyForm>;

/** Written and never read: what is kept is not shown. */
const Value = ({ form, isKept }: { form: Form; isKept: boolean }) => {
  const t = useT();
  return (
    <Field.Root
      name="value"
      required={!isKept}
      error={form.problems.value ?? false}
      hint={t(isKept ? 'keys.hint.value-kept' : 'keys.hint.value')}
    >
      <Field.Label>{t(isKept ? 'keys.field.value-new' : 'keys.field.value')}</Field.Label>
      <TextInput
        type="password"
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        value={form.values.value}
        maxLength={KEY_VALUE_MOST}
        data-testid="key-value"
        onChange={(event: ChangeEvent<HTMLInputElement>) => form.put({ value: event.target.value })}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};

/** A key: its name, which stays, its value, and where it may be sent. */
export const KeyForm = ({ kept, onSaved, onClose }: Props) => {
  const t = useT();
  const form = useKeyForm({ kept, onSaved });
  const token = keyToken(form.values.name.trim() || 'crm');
  return (
    <Drawer
      open
      draft={form.values}
      onClose={onClose}
      title={kept ? t('keys.edit-of', { name: kept.name }) : t('keys.new')}
      footer={
        <DrawerFoot onClose={onClose}>
          <Button loading={form.isSaving} onClick={() => void form.save()} data-testid="key-save">
            {t('settings.save')}
          </Button>
        </DrawerFoot>
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        {kept?.readable === false ? (
          <Notice variant="danger" title={t('keys.unreadable')}>
            {t('keys.unreadable.body')}
          </Notice>
        ) : null}
        {kept ? null : (
          <TextRow
            name="name"
            isRequired
            label={t('keys.field.name')}
            hint={t('keys.hint.name', { token })}
            error={form.problems.name}
            value={form.values.name}
            maxLength={40}
            dir="ltr"
            testId="key-name"
            onChange={(name) => form.put({ name })}
          />
        )}
        <Value form={form} isKept={kept !== null} />
        <TextRow
          name="hosts"
          isRequired
          label={t('keys.field.hosts')}
          hint={t('keys.hint.hosts')}
          error={form.problems.hosts}
          value={form.values.hosts}
          maxLength={2600}
          dir="ltr"
          testId="key-hosts"
          onChange={(hosts) => form.put({ hosts })}
        />
      </Flex>
    </Drawer>
  );
};

import { useRef } from 'react';
import {
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  Typography,
} from '@strapi/design-system';
import { LibraryFileField } from '../../../shared/LibraryFileField';
import { useT } from '../../../shared/useT';
import { useVariableSources } from '../../../shared/useVariableSources';
import { textVariables } from '../text-variables';
import { textLimit } from '../wizard-model';
import { Question } from './Question';
import { problemAt, type Wizard } from './useWizard';

/** The person's own way to a tracked link, where there are such links. */
const InsertLink = ({ onInsert }: { onInsert: (name: string) => void }) => {
  const t = useT();
  const links = useVariableSources(null)?.links ?? [];
  if (links.length === 0) return null;
  return (
    <SingleSelect
      size="S"
      aria-label={t('campaigns.text.link')}
      placeholder={t('campaigns.text.link')}
      value=""
      onChange={(id) => onInsert(`link_${id}`)}
      data-testid="insert-link"
    >
      {links.map(({ id, name }) => (
        <SingleSelectOption key={id} value={String(id)}>
          {name}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};

/** An ordinary message, written here (M-13), with a file where one is chosen: the words are its caption then; each person's own values stand in for the variables, and each gets a way of their own to a tracked link (M-17, P-18). */
export const TextMessage = ({ wizard }: { wizard: Wizard }) => {
  const t = useT();
  const input = useRef<HTMLTextAreaElement>(null);
  const { text, fileId } = wizard.form;
  const { file, choose } = wizard.sources.chosen;
  const max = textLimit(wizard.form);
  const insert = (name: string) => {
    const at = input.current?.selectionStart ?? text.length;
    const place = `{{${name}}}`;
    wizard.change({ text: `${text.slice(0, at)}${place}${text.slice(at)}` });
    input.current?.focus();
  };
  return (
    <Question title={t('campaigns.text.title')}>
      <Field.Root
        name="text"
        required={fileId === null}
        error={problemAt(wizard, 'text', t)}
        hint={t('campaigns.text.hint')}
      >
        <Field.Label>{t('campaigns.text.label')}</Field.Label>
        <Textarea
          ref={input}
          value={text}
          maxLength={max}
          data-testid="campaign-text"
          onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) =>
            wizard.change({ text: e.target.value })
          }
        />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
      <Flex gap={2} wrap="wrap" role="group" aria-label={t('campaigns.text.insert')}>
        <Typography variant="pi" textColor="neutral600">
          {t('campaigns.text.insert')}
        </Typography>
        {textVariables.map((name) => (
          <Button key={name} size="S" variant="tertiary" onClick={() => insert(name)}>
            {t(`campaigns.text.variable.${name}`)}
          </Button>
        ))}
        <InsertLink onInsert={insert} />
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {t('campaigns.text.count', { count: text.length, max })}
      </Typography>
      <LibraryFileField
        label={t('campaigns.text.file')}
        file={file}
        error={problemAt(wizard, 'fileId', t)}
        onChange={(next) => {
          choose(next);
          wizard.change({ fileId: next?.id ?? null });
        }}
      />
    </Question>
  );
};

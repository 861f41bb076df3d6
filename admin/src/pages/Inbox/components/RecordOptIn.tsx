import { useState } from 'react';
import { Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { useWhatsappRecordConsentMutation } from '../../../api/contacts';
import { useApiError } from '../../../shared/useApiError';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { usePersonName } from '../../../shared/people/usePersonName';

interface Props {
  readonly contact: ContactView;
  /** What the person agreed to be sent. */
  readonly category: 'marketing' | 'utility';
  readonly onRecorded: (contact: ContactView) => void;
}

/** No opt-in on record: says so, and lets a permitted person record one with source and evidence. */
export const RecordOptIn = ({ contact, category, onRecorded }: Props) => {
  const t = useT();
  const personName = usePersonName();
  const { can } = useCan();
  const explain = useApiError();
  const [record, { isLoading, error }] = useWhatsappRecordConsentMutation();
  const [source, setSource] = useState('');
  const [evidence, setEvidence] = useState('');
  const ready = source.trim() !== '' && evidence.trim() !== '';

  const save = async () => {
    const answer = await record({
      id: contact.id,
      body: {
        category,
        action: 'opt-in',
        source: source.trim(),
        evidence: evidence.trim(),
      },
    });
    if ('data' in answer) onRecorded(answer.data);
  };

  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={3}
      background="warning100"
      hasRadius
      padding={4}
    >
      <Typography>{t('inbox.opt-in.missing', { name: personName(contact), category })}</Typography>
      {can.contactEdit ? (
        <>
          <Field.Root name="opt-in-source" required>
            <Field.Label>{t('inbox.opt-in.source')}</Field.Label>
            <TextInput
              value={source}
              maxLength={120}
              onChange={(event) => setSource(event.target.value)}
            />
          </Field.Root>
          <Field.Root name="opt-in-evidence" required>
            <Field.Label>{t('inbox.opt-in.evidence')}</Field.Label>
            <TextInput
              value={evidence}
              maxLength={1000}
              onChange={(event) => setEvidence(event.target.value)}
            />
          </Field.Root>
          {error ? (
            <Typography variant="pi" textColor="danger600" role="alert">
              {explain(error).message}
            </Typography>
          ) : null}
          <Flex>
            <Button
              variant="secondary"
              loading={isLoading}
              disabled={!ready}
              onClick={() => void save()}
            >
              {t('inbox.opt-in.record')}
            </Button>
          </Flex>
        </>
      ) : null}
    </Flex>
  );
};

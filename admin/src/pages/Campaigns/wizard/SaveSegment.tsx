import { useState } from 'react';
import { Button, Typography } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import type { PeopleChoice } from '../../../../../server/src/contracts/audience';
import { isEmptyFilter } from '../../../../../server/src/contracts/audience-rules';
import { useWhatsappCreateSegmentsMutation } from '../../../api/segments';
import { NameModal } from '../../../shared/NameModal';
import { useMay } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';
import { isOneSegment, treeOfFilter } from '../people-choice';

type All = Extract<PeopleChoice, { kind: 'all' }>;

const NameIt = ({ choice, onClose }: { choice: All; onClose: () => void }) => {
  const t = useT();
  const { toggleNotification } = useNotification();
  const [create] = useWhatsappCreateSegmentsMutation();
  const save = async (name: string) => {
    const tree = treeOfFilter(choice.filter);
    await create({ name, description: null, tree, templateIds: [] }).unwrap();
    toggleNotification({ type: 'success', message: t('contacts.saved', { name }) });
  };
  const out = choice.except.length;
  return (
    <NameModal
      title={t('campaigns.people.segment.title')}
      saveLabel={t('campaigns.people.segment.do')}
      field="segment"
      maxLength={120}
      hint={t('campaigns.people.segment.hint')}
      onSave={save}
      onClose={onClose}
    >
      {out > 0 ? (
        <Typography>{t('campaigns.people.segment.except', { count: out })}</Typography>
      ) : null}
    </NameModal>
  );
};

/** Keeps the chosen filter as a segment for the next campaign; this one goes on with what was chosen (P-13). */
export const SaveSegment = ({ choice }: { choice: All }) => {
  const t = useT();
  const may = useMay('groupChange');
  const [isNaming, setNaming] = useState(false);
  if (!may || isEmptyFilter(choice.filter) || isOneSegment(choice.filter)) return null;
  return (
    <>
      <Button variant="tertiary" onClick={() => setNaming(true)} data-testid="save-segment">
        {t('campaigns.people.segment')}
      </Button>
      {isNaming ? <NameIt choice={choice} onClose={() => setNaming(false)} /> : null}
    </>
  );
};

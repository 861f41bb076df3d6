import { Button, Flex, Typography } from '@strapi/design-system';
import type { ContactView } from '../../../../../server/src/contracts/contacts';
import { ContactPicker } from '../../../shared/ContactPicker';
import { personName } from '../../../shared/people/person-name';
import { useCan } from '../../../shared/permissions';
import { useT } from '../../../shared/useT';

interface Props {
  /** Null: a made-up person. */
  readonly contact: ContactView | null;
  readonly onChange: (contact: ContactView | null) => void;
}

/** The contact with whom something is tried, for those who may see contacts. */
export const TrialContact = ({ contact, onChange }: Props) => {
  const t = useT();
  const { can } = useCan();
  if (contact)
    return (
      <Flex gap={2} wrap="wrap" justifyContent="space-between">
        <Typography>
          {t('flows.try.contact', { name: personName(contact, t('shell.phone.none')) })}
        </Typography>
        <Button size="S" variant="tertiary" onClick={() => onChange(null)}>
          {t('flows.try.made-up')}
        </Button>
      </Flex>
    );
  if (!can.contactBrowse) return null;
  return (
    <ContactPicker label={t('flows.try.pick')} hint={t('flows.try.pick.hint')} onPick={onChange} />
  );
};

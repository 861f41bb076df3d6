import { Button, Flex, Typography } from '@strapi/design-system';
import type { EntryPeople, EntryPerson } from '../../../../server/src/contracts/record-people';
import { useWhatsappLinkEntryMutation } from '../../api/record-people';
import { useWhatsappLinkRecordMutation } from '../../api/records';
import { useCan } from '../../shared/permissions';
import { spacedPhone } from '../../shared/spaced-phone';
import { useRefusal } from '../../shared/useRefusal';
import { useT } from '../../shared/useT';
import { useShownName } from '../../shared/people/usePersonName';

interface Props {
  readonly uid: string;
  readonly documentId: string;
  readonly entry: EntryPeople;
}

/** Why nobody is linked, in words that say what helps. */
const useReason = ({ phone, candidates, takenOff }: EntryPeople): string => {
  const t = useT();
  const field = phone?.label ?? '';
  if (takenOff) return t('content-manager.panel.taken-off');
  if (candidates.length > 0)
    return t('content-manager.panel.candidates', { count: candidates.length });
  if (phone === null) return t('content-manager.panel.no-field');
  if (phone.state === 'usable')
    return phone.e164
      ? t('content-manager.panel.unknown', { phone: spacedPhone(phone.e164) })
      : t('content-manager.panel.unknown-hidden');
  return t(`content-manager.panel.phone-${phone.state}`, { field });
};

const Candidate = ({
  person,
  isLoading,
  onLink,
}: {
  person: EntryPerson;
  isLoading: boolean;
  onLink: (() => void) | null;
}) => {
  const t = useT();
  const shownName = useShownName();
  return (
    <Flex tag="li" gap={2} justifyContent="space-between" wrap="wrap">
      <Flex direction="column" alignItems="start" minWidth={0}>
        <Typography variant="omega" dir="auto">
          {shownName(person.name || person.address)}
        </Typography>
        {person.name ? (
          <Typography variant="pi" textColor="neutral600">
            {person.address.startsWith('+') ? spacedPhone(person.address) : person.address}
          </Typography>
        ) : null}
      </Flex>
      {onLink ? (
        <Button
          size="S"
          variant="secondary"
          loading={isLoading}
          onClick={onLink}
          aria-label={t('content-manager.panel.link-with', {
            name: shownName(person.name || person.address),
          })}
        >
          {t('content-manager.panel.link')}
        </Button>
      ) : null}
    </Flex>
  );
};

/** An entry that is about nobody we know: contacts who may be meant, or a button that makes one. */
export const Nobody = ({ uid, documentId, entry }: Props) => {
  const t = useT();
  const { can } = useCan();
  const refuse = useRefusal();
  const reason = useReason(entry);
  const [linkEntry, making] = useWhatsappLinkEntryMutation();
  const [linkRecord, linking] = useWhatsappLinkRecordMutation();
  const { candidates, phone } = entry;
  const canMake = can.contactEdit && candidates.length === 0 && phone?.state === 'usable';
  const make = async () => {
    const answer = await linkEntry({ uid, documentId });
    if ('error' in answer) refuse(answer.error);
  };
  const link = async (contactId: number) => {
    const answer = await linkRecord({ contactId, uid, documentId });
    if ('error' in answer) refuse(answer.error);
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={3} data-testid="entry-nobody">
      <Typography variant="pi" textColor="neutral700">
        {reason}
      </Typography>
      {candidates.length > 0 ? (
        <Flex tag="ul" direction="column" alignItems="stretch" gap={2} padding={0} margin={0}>
          {candidates.map((person) => (
            <Candidate
              key={person.id}
              person={person}
              isLoading={linking.isLoading}
              onLink={can.contactEdit ? () => void link(person.id) : null}
            />
          ))}
        </Flex>
      ) : null}
      {canMake ? (
        <Button variant="secondary" loading={making.isLoading} onClick={() => void make()}>
          {t('content-manager.panel.create')}
        </Button>
      ) : null}
    </Flex>
  );
};

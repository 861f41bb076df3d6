import { Avatar, Box, Flex, Typography } from '@strapi/design-system';
import { ArrowRight, Check, Clock, EyeStriked } from '@strapi/icons';
import { styled } from 'styled-components';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import { initials } from '../model/list';
import { usePersonName } from '../../../shared/people/usePersonName';
import type { Departure } from '../model/departure';
import { useDeparture, type Asker } from './useDeparture';

const Grey = styled.span`
  filter: grayscale(1);
`;

const ICONS = {
  closed: Check,
  snoozed: Clock,
  open: ArrowRight,
  assigned: ArrowRight,
  unassigned: ArrowRight,
  other: ArrowRight,
  hidden: EyeStriked,
} as const;

/** "Closed by Ayşe", "Given to Can". */
const useReason = () => {
  const t = useT();
  return (departure: Departure | 'hidden'): string => {
    if (departure === 'hidden') return t('inbox.gone.hidden');
    const { word, by, target } = departure;
    const values = { agent: by ?? '', target: target ?? '' };
    return by === null || word === 'other'
      ? t(`inbox.gone.${word}`, values)
      : t(`inbox.gone.${word}.by`, values);
  };
};

/** What is in a row that left the list while the pointer or the focus was there: the name, quietly, and why it left. */
export const GoneWords = ({
  conversation,
  asker,
}: {
  /** As it stood in the list last. */
  readonly conversation: ConversationView;
  readonly asker: Asker;
}) => {
  const personName = usePersonName();
  const departure = useDeparture(conversation, asker);
  const reason = useReason();
  const isHidden = departure === 'hidden';
  const name = personName(conversation.contact);
  const word = isHidden ? departure : (departure?.word ?? 'other');
  const Icon = ICONS[word];
  return (
    <Flex gap={3} alignItems="start">
      <Grey aria-hidden>
        <Avatar.Item fallback={isHidden ? '–' : initials(name)} delayMs={0} />
      </Grey>
      <Box flex="1" minWidth={0}>
        {isHidden ? null : (
          <Typography tag="p" textColor="neutral600" ellipsis dir="auto">
            {name}
          </Typography>
        )}
        {departure ? (
          <Flex gap={1} data-testid="gone" data-word={word}>
            <Icon aria-hidden fill="neutral500" width="1.2rem" height="1.2rem" />
            <Typography variant="pi" textColor="neutral600">
              {reason(departure)}
            </Typography>
          </Flex>
        ) : null}
      </Box>
    </Flex>
  );
};

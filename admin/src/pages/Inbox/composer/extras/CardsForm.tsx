import { Box, Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { CHAT_LIMITS, type ChatCard } from '../../../../../../server/src/contracts/chat-content';
import type { ContactView } from '../../../../../../server/src/contracts/contacts';
import { ContactPicker } from '../../../../shared/ContactPicker';
import { useCan } from '../../../../shared/permissions';
import { useT } from '../../../../shared/useT';
import { Limited } from './Limited';
import type { ExtraOf } from './model';

type Body = ExtraOf['contacts'];
interface Props {
  readonly body: Body;
  readonly onChange: (body: Body) => void;
}

const empty: ChatCard = { name: '', phones: [{ phone: '' }] };

/** Name and number only: what else we know of a person is not for others. */
const cardOf = ({ name, phone, waId }: ContactView): ChatCard => ({
  name,
  phones: [{ phone: phone ?? '', ...(waId && /^\d{5,20}$/.test(waId) ? { waId } : {}) }],
});

const CardFields = ({
  card,
  onChange,
  onRemove,
}: {
  card: ChatCard;
  onChange: (card: ChatCard) => void;
  onRemove: () => void;
}) => {
  const t = useT();
  const [first] = card.phones;
  return (
    <Box tag="li" background="neutral100" hasRadius padding={3}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between" gap={2}>
          <Typography variant="sigma" textColor="neutral600">
            {card.name || t('composer.extra.contacts.card')}
          </Typography>
          <IconButton label={t('composer.extra.remove')} variant="ghost" onClick={onRemove}>
            <Trash />
          </IconButton>
        </Flex>
        <Limited
          name="card-name"
          label={t('composer.extra.contacts.name')}
          value={card.name}
          max={200}
          required
          onChange={(name) => onChange({ ...card, name })}
        />
        <Limited
          name="card-phone"
          label={t('composer.extra.contacts.phone')}
          value={first?.phone ?? ''}
          max={40}
          required
          // Another number is another account of WhatsApp, or none.
          onChange={(phone) => onChange({ ...card, phones: [{ phone }, ...card.phones.slice(1)] })}
        />
        <Limited
          name="card-email"
          label={t('composer.extra.contacts.email')}
          value={card.email ?? ''}
          max={254}
          onChange={(email) => onChange({ ...card, email })}
        />
        <Limited
          name="card-company"
          label={t('composer.extra.contacts.company')}
          value={card.company ?? ''}
          max={200}
          onChange={(company) => onChange({ ...card, company })}
        />
      </Flex>
    </Box>
  );
};

/** Cards of people: from our contacts, or typed. */
export const CardsForm = ({ body, onChange }: Props) => {
  const t = useT();
  const { can } = useCan();
  const { cards } = body;
  const set = (next: ChatCard[]) => onChange({ ...body, cards: next });
  const full = cards.length >= CHAT_LIMITS.cards;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {can.contactBrowse ? (
        <ContactPicker
          label={t('composer.extra.contacts.pick')}
          disabled={full}
          onPick={(contact) => set([...cards, cardOf(contact)])}
        />
      ) : null}
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
        {cards.map((card, at) => (
          <CardFields
            key={at}
            card={card}
            onChange={(next) => set(cards.with(at, next))}
            onRemove={() => set(cards.toSpliced(at, 1))}
          />
        ))}
      </Flex>
      <Flex>
        <Button
          variant="secondary"
          startIcon={<Plus />}
          disabled={full}
          onClick={() => set([...cards, empty])}
        >
          {t('composer.extra.contacts.type')}
        </Button>
      </Flex>
    </Flex>
  );
};

import { Box, Flex, Typography } from '@strapi/design-system';
import { Phone, ShoppingCart } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';
import type { MessageBody } from '../../../../server/src/contracts/conversations';
import { useT } from '../useT';
import type { Key } from '../../translations/key';

const Answers = styled.dl`
  & dd {
    margin-inline-start: 0;
  }
`;

const FormAnswers = ({ answers }: { answers: NonNullable<MessageBody['answers']> }) => (
  <Answers data-testid="form-answers">
    {answers.map(({ name, value }, index) => (
      <Box key={index} paddingBottom={1}>
        <Typography tag="dt" variant="pi" textColor="neutral600" dir="auto">
          {name}
        </Typography>
        <Typography tag="dd" dir="auto">
          {value}
        </Typography>
      </Box>
    ))}
  </Answers>
);

const Goods = ({ children }: { children: string }) => (
  <Flex gap={2}>
    <ShoppingCart aria-hidden fill="neutral600" />
    <Typography variant="pi" textColor="neutral600" dir="auto">
      {children}
    </Typography>
  </Flex>
);

const CallLine = ({ call }: { call: NonNullable<MessageBody['call']> }) => {
  const t = useT();
  const { formatDate } = useIntl();
  const minutes = Math.floor((call.seconds ?? 0) / 60);
  const seconds = String((call.seconds ?? 0) % 60).padStart(2, '0');
  const until = call.until
    ? formatDate(call.until, { dateStyle: 'medium', timeStyle: 'short' })
    : 'none';
  return (
    <Flex gap={2} data-testid="call">
      <Phone aria-hidden fill={call.state === 'missed' ? 'danger600' : 'neutral600'} />
      <Typography>
        {t(`message.call.${call.state}`, { time: `${minutes}:${seconds}`, until })}
      </Typography>
    </Flex>
  );
};

/** What only some messages have, above their words: an order, a product that is asked about, the answers of a form. */
export const Extras = ({ body }: { body: MessageBody }) => {
  const t = useT();
  return (
    <>
      {body.type === 'order' ? <Goods>{t('message.order')}</Goods> : null}
      {body.product ? <Goods>{t('message.product', { id: body.product.id })}</Goods> : null}
      {body.call ? <CallLine call={body.call} /> : null}
      {body.answers?.length ? <FormAnswers answers={body.answers} /> : null}
    </>
  );
};

/** Kinds that WhatsApp told of without what was in them, and for which there are words. */
const TOLD = ['edit', 'poll', 'poll_creation', 'event', 'view_once', 'pin', 'button'] as const;
/** "This message is unavailable": only the WhatsApp Business app has it. */
const ONLY_IN_APP = 131060;

const wordOf = ({ type, unsupported }: MessageBody): Key | null => {
  if (type === 'revoke') return 'message.deleted.unknown';
  if (type === 'request_welcome') return 'message.welcome';
  if (unsupported?.code === ONLY_IN_APP) return 'message.unsupported.app';
  const told = TOLD.find((one) => one === unsupported?.kind);
  return told ? `message.unsupported.${told}` : null;
};

/** In place of a message that has nothing to show: why. */
export const Wordless = ({ body }: { body: MessageBody }) => {
  const t = useT();
  const word = wordOf(body);
  const type = body.unsupported?.kind ?? body.type;
  return (
    <Typography variant="pi" textColor="neutral600">
      {word ? t(word) : t('shell.message.unsupported', { type })}
    </Typography>
  );
};

import { Button, Flex, Typography } from '@strapi/design-system';
import { MessageBody } from '../../../shared/MessageBody';
import { readRefusal } from '../../../shared/refusal';
import { useApiError } from '../../../shared/useApiError';
import { useMoments } from '../../../shared/useMoments';
import { useT } from '../../../shared/useT';
import type { OutboxItem } from '../hooks/outbox-store';
import { Line, Shape } from './bubble-shape';

interface Props {
  readonly item: OutboxItem;
  readonly onRetry: (clientId: string) => void;
  readonly onEdit: (item: OutboxItem) => void;
  readonly onDrop: (clientId: string) => void;
}

/** Beside what may have been lost on the way: what is no text cannot be taken back into the field, and may go once the window opens again. */
const mayGoAgain = ({ state, body, error }: OutboxItem): boolean =>
  state === 'unsent' ||
  (state === 'refused' && body.type !== 'text' && readRefusal(error).kind === 'window-closed');

const Problem = ({ item, onRetry, onEdit, onDrop }: Props) => {
  const t = useT();
  const explain = useApiError();
  if (item.state === 'sending') return null;
  const shown = explain(item.error);
  return (
    <Flex direction="column" alignItems="start" gap={2} paddingTop={2} role="alert">
      <Typography variant="pi" fontWeight="bold" textColor="danger700">
        {item.state === 'refused' ? shown.message : t('inbox.bubble.unsent')}
      </Typography>
      {item.state === 'refused' && shown.remedy ? (
        <Typography variant="pi">{shown.remedy}</Typography>
      ) : null}
      <Flex gap={2} wrap="wrap">
        {mayGoAgain(item) ? (
          <Button size="S" variant="secondary" onClick={() => onRetry(item.clientId)}>
            {t('inbox.bubble.try-again')}
          </Button>
        ) : null}
        {item.state === 'refused' && item.body.type === 'text' ? (
          <Button size="S" variant="secondary" onClick={() => onEdit(item)}>
            {t('inbox.bubble.edit')}
          </Button>
        ) : null}
        {item.state === 'refused' ? (
          <Button size="S" variant="tertiary" onClick={() => onDrop(item.clientId)}>
            {t('inbox.bubble.remove')}
          </Button>
        ) : null}
      </Flex>
    </Flex>
  );
};

/**
 * A message that the server has not confirmed. "Try again" is safe, it repeats the same client id;
 * an unconfirmed one cannot be thrown away here, because it may have arrived.
 */
export const PendingBubble = (props: Props) => {
  const t = useT();
  const { time } = useMoments();
  const { item } = props;
  return (
    <Line $ours $first>
      <Shape $ours $last data-testid="bubble" data-state={item.state} data-direction="out">
        <MessageBody body={item.preview} isPreview />
        <Flex gap={1} justifyContent="flex-end">
          <Typography variant="pi" textColor="neutral600">
            {time(item.at)}
          </Typography>
          {item.state === 'sending' ? (
            <Typography
              variant="pi"
              textColor="neutral600"
              role="img"
              aria-label={t('state.message.sending')}
            >
              ◷
            </Typography>
          ) : null}
        </Flex>
        <Problem {...props} />
      </Shape>
    </Line>
  );
};

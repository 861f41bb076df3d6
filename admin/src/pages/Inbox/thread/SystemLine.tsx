import { Flex, Typography } from '@strapi/design-system';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';

const TOLD = ['user_changed_number', 'user_changed_user_id', 'customer_identity_changed'] as const;

/** What WhatsApp says about the chat itself: between the messages, as on the phone, in our words and in its own. */
export const SystemLine = ({ message }: { readonly message: MessageView }) => {
  const t = useT();
  const { event, text } = message.body;
  const word = TOLD.find((one) => one === event) ?? 'other';
  return (
    <Flex
      direction="column"
      paddingTop={3}
      paddingLeft={4}
      paddingRight={4}
      data-testid="system-line"
      data-message-id={message.id}
    >
      <Typography variant="pi" fontWeight="bold" textColor="neutral600" textAlign="center">
        {t(`message.event.${word}`)}
      </Typography>
      {text ? (
        <Typography variant="pi" textColor="neutral600" textAlign="center" dir="auto">
          {text}
        </Typography>
      ) : null}
    </Flex>
  );
};

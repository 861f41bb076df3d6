import { Box, Flex, IconButton, Typography } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import { quoteText } from '../model/quote';

/** The message that the next one answers. */
export const QuoteBar = ({
  message,
  onDrop,
}: {
  readonly message: MessageView;
  readonly onDrop: () => void;
}) => {
  const t = useT();
  const media = message.body.media;
  const words = quoteText(message) || (media ? t(`shell.message.${media.kind}`) : '…');
  return (
    <Flex gap={2} background="neutral150" hasRadius padding={2} data-testid="quote-bar">
      <Box flex="1" minWidth={0}>
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('inbox.quote.answering')}
        </Typography>
        <Typography variant="omega" ellipsis dir="auto" tag="p">
          {words}
        </Typography>
      </Box>
      <IconButton label={t('inbox.quote.drop')} variant="ghost" onClick={onDrop}>
        <Cross />
      </IconButton>
    </Flex>
  );
};

import { Box, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { PLUGIN_ID } from '../../../pluginId';
import { Excerpt } from '../../../shared/text-variables/Excerpt';
import { useT } from '../../../shared/useT';
import { ChoicePopover, choiceFieldProps } from '../composer/ChoicePopover';
import type { QuickReplies } from './useQuickReplies';

const LIST_ID = 'whatsapp-quick-replies';

export const replyFieldProps = (replies: QuickReplies) => choiceFieldProps(LIST_ID, replies);

/** Quick replies to choose from, or the way to where they are written. */
export const QuickReplyPopover = ({ replies }: { replies: QuickReplies }) => {
  const t = useT();
  return (
    <ChoicePopover
      listId={LIST_ID}
      label={t('quickReplies.popover')}
      choices={replies}
      onChoose={replies.insert}
      empty={
        <>
          <Typography textColor="neutral600">
            {replies.count === 0
              ? t('quickReplies.none')
              : t('quickReplies.none-found', { typed: replies.looked })}
          </Typography>
          <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/quick-replies`}>
            {t('quickReplies.manage')}
          </Link>
        </>
      }
      option={(reply, isActive) => (
        <>
          <Typography fontWeight="bold" textColor={isActive ? 'primary700' : 'neutral800'}>
            {reply.shortcut}
          </Typography>
          <Box minWidth="0" flex="1">
            <Typography ellipsis tag="p" textColor="neutral600" dir="auto">
              <Excerpt text={reply.text} />
            </Typography>
          </Box>
        </>
      )}
      testId="quick-reply"
    />
  );
};

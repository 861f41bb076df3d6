import { useEffect, useRef } from 'react';
import { Box, Flex, Link, Typography } from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import { PLUGIN_ID } from '../../../pluginId';
import { useT } from '../../../shared/useT';
import type { QuickReplies } from './useQuickReplies';

/** Above the field, as wide as it: the text that one types stays in sight. */
const Popover = styled(Box)`
  position: absolute;
  inset-block-end: 100%;
  inset-inline: 0;
  z-index: 2;
  max-block-size: 32dvh;
  overflow-y: auto;
`;
const Option = styled(Flex)`
  cursor: pointer;
`;

const LIST_ID = 'whatsapp-quick-replies';
const optionId = (id: number): string => `${LIST_ID}-${id}`;

/** What the field must know of the list: a screen reader hears the chosen reply while the caret stays in the text. */
export const replyFieldProps = ({ isOpen, shown, active, close }: QuickReplies) => {
  const chosen = isOpen ? shown[active] : undefined;
  return {
    'aria-haspopup': 'listbox' as const,
    ...(isOpen && shown.length > 0 ? { 'aria-controls': LIST_ID } : {}),
    ...(chosen ? { 'aria-activedescendant': optionId(chosen.id) } : {}),
    onBlur: close,
  };
};

/** Quick replies to choose from; the field keeps the focus, and names the chosen one by `aria-activedescendant`. */
export const QuickReplyPopover = ({ replies }: { replies: QuickReplies }) => {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const { isOpen, shown, active } = replies;
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, isOpen]);
  if (!isOpen) return null;
  return (
    <Popover
      background="neutral0"
      borderColor="neutral200"
      hasRadius
      shadow="popupShadow"
      marginBottom={1}
      data-testid="quick-reply-popover"
    >
      {shown.length === 0 ? (
        <Flex padding={3} gap={3} justifyContent="space-between" wrap="wrap" role="status">
          <Typography textColor="neutral600">
            {replies.count === 0
              ? t('quickReplies.none')
              : t('quickReplies.none-found', { typed: `/${replies.word}` })}
          </Typography>
          <Link tag={RouterLink} to={`/plugins/${PLUGIN_ID}/quick-replies`}>
            {t('quickReplies.manage')}
          </Link>
        </Flex>
      ) : (
        <div ref={list} id={LIST_ID} role="listbox" aria-label={t('quickReplies.popover')}>
          {shown.map((reply, i) => (
            <Option
              key={reply.id}
              id={optionId(reply.id)}
              role="option"
              aria-selected={i === active}
              gap={3}
              padding={3}
              alignItems="baseline"
              background={i === active ? 'primary100' : 'neutral0'}
              data-testid="quick-reply-option"
              // The field keeps the focus: a press that took it would close the list before the click.
              onMouseDown={(event: React.MouseEvent) => event.preventDefault()}
              onClick={() => replies.insert(reply)}
            >
              <Typography fontWeight="bold" textColor={i === active ? 'primary700' : 'neutral800'}>
                {reply.shortcut}
              </Typography>
              <Box minWidth="0" flex="1">
                <Typography ellipsis tag="p" textColor="neutral600" dir="auto">
                  {reply.text.replace(/\s+/g, ' ')}
                </Typography>
              </Box>
            </Option>
          ))}
        </div>
      )}
    </Popover>
  );
};

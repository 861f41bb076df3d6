import { useEffect, useRef } from 'react';
import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useT } from '../../../shared/useT';
import type { Mentions } from './useMentions';

/** Above the field, so that what one writes stays in sight. */
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

const LIST_ID = 'whatsapp-mentions';
const optionId = (id: number): string => `${LIST_ID}-${id}`;

/** What the field must know of the list: a screen reader hears the chosen person while the caret stays in the text. */
export const mentionFieldProps = ({ isOpen, shown, active, close }: Mentions) => {
  const chosen = isOpen ? shown[active] : undefined;
  return {
    'aria-haspopup': 'listbox' as const,
    ...(isOpen && shown.length > 0 ? { 'aria-controls': LIST_ID } : {}),
    ...(chosen ? { 'aria-activedescendant': optionId(chosen.id) } : {}),
    onBlur: close,
  };
};

/** The people to choose from, or why there is nobody. */
export const MentionPopover = ({ mentions }: { readonly mentions: Mentions }) => {
  const t = useT();
  const list = useRef<HTMLDivElement>(null);
  const { isOpen, shown, active } = mentions;
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
      data-testid="mention-popover"
    >
      {shown.length === 0 ? (
        <Box padding={3} role="status">
          <Typography textColor="neutral600">
            {t(mentions.isAlone ? 'team.mention.alone' : 'team.mention.none')}
          </Typography>
        </Box>
      ) : (
        <div ref={list} id={LIST_ID} role="listbox" aria-label={t('team.mention.list')}>
          {shown.map((person, index) => (
            <Option
              key={person.id}
              id={optionId(person.id)}
              role="option"
              aria-selected={index === active}
              padding={3}
              background={index === active ? 'primary100' : 'neutral0'}
              data-testid="mention-option"
              // The field keeps the focus: a press that took it would close the list before the click.
              onMouseDown={(event: React.MouseEvent) => event.preventDefault()}
              onClick={() => mentions.choose(person)}
            >
              <Typography textColor={index === active ? 'primary700' : 'neutral800'}>
                {person.name}
              </Typography>
            </Option>
          ))}
        </div>
      )}
    </Popover>
  );
};

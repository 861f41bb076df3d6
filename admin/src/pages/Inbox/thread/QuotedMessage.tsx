import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { MessageView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';

const Quote = styled.div`
  border-inline-start: ${({ theme }) => `${theme.spaces[1]} solid ${theme.colors.primary500}`};
  padding-inline-start: ${({ theme }) => theme.spaces[2]};
  margin-block-end: ${({ theme }) => theme.spaces[1]};
  min-inline-size: 0;
`;
const Way = styled.button`
  display: block;
  inline-size: 100%;
  border: 0;
  padding: 0;
  background: none;
  text-align: start;
  cursor: pointer;
  border-radius: ${({ theme }) => theme.borderRadius};
  &:focus-visible {
    outline: ${({ theme }) => `2px solid ${theme.colors.primary600}`};
  }
`;

interface Props {
  readonly quoted: NonNullable<MessageView['quoted']>;
  readonly onJump: (id: number) => void;
}

/** What a message answers; pressed, it leads there. */
export const QuotedMessage = ({ quoted, onJump }: Props) => {
  const t = useT();
  const { id, text, kind } = quoted;
  const words = text || (kind ? t(`shell.message.${kind}`) : t('composer.jump.quoted'));
  const line = (
    <Typography variant="pi" textColor="neutral600" dir="auto" ellipsis tag="p">
      {words}
    </Typography>
  );
  return (
    <Quote>
      {id === null ? (
        line
      ) : (
        <Way
          type="button"
          aria-label={t('composer.jump.to', { text: words })}
          onClick={() => onJump(id)}
          data-testid="quoted"
        >
          {line}
        </Way>
      )}
    </Quote>
  );
};

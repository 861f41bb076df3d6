import { Button, Flex, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp } from '@strapi/icons';
import { styled } from 'styled-components';
import { useT } from '../../../shared/useT';

const Jump = styled(Flex)`
  position: absolute;
  inset-block-end: ${({ theme }) => theme.spaces[3]};
  inset-inline: 0;
  pointer-events: none;
  & > * {
    pointer-events: auto;
  }
`;

interface Props {
  /** New messages below what is read. */
  readonly below: number;
  /** Newer messages are known that are not drawn. */
  readonly away: boolean;
  readonly looking: 'idle' | 'looking' | 'missing' | 'failed';
  readonly onNewest: () => void;
  /** Given after a jump: to where one was. */
  readonly onBack: (() => void) | null;
}

/** Ways to another place of the thread, above its lower edge. */
export const ThreadJumps = ({ below, away, looking, onNewest, onBack }: Props) => {
  const t = useT();
  if (below === 0 && !away && looking === 'idle' && !onBack) return null;
  return (
    <Jump justifyContent="center" gap={2} wrap="wrap">
      {looking === 'idle' ? null : (
        <Typography
          variant="pi"
          background="neutral0"
          hasRadius
          padding={2}
          shadow="tableShadow"
          role="status"
        >
          {t(`composer.jump.${looking}`)}
        </Typography>
      )}
      {onBack ? (
        <Button size="S" variant="secondary" startIcon={<ArrowUp />} onClick={onBack}>
          {t('composer.jump.back')}
        </Button>
      ) : null}
      {below > 0 || away || onBack ? (
        <Button size="S" variant="secondary" startIcon={<ArrowDown />} onClick={onNewest}>
          {below > 0 ? t('inbox.thread.jump', { count: below }) : t('composer.jump.newest')}
        </Button>
      ) : null}
    </Jump>
  );
};

import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useT } from '../../../shared/useT';
import { takesTemplate, type ComposerMode } from '../model/composer';
import { ClosedWords } from './ClosedWords';

/** As it was typed, line by line. */
const Words = styled(Typography)`
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;

interface Props {
  readonly mode: Exclude<ComposerMode, 'open'>;
  readonly name: string;
  readonly text: string;
  readonly onTemplate: () => void;
  /** Where the field still stands above, because the window closed while somebody wrote: puts the text away as a draft. */
  readonly onKeep: (() => void) | null;
}

/** Why nothing can be sent, and what can be done. */
export const Closed = ({ mode, name, text, onTemplate, onKeep }: Props) => {
  const t = useT();
  const hasText = text !== '';
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={3}
      data-testid="composer-closed"
      data-mode={mode}
    >
      <Flex gap={3} wrap="wrap" justifyContent="space-between">
        <Box flex="1" minWidth="20rem" role="status">
          <ClosedWords mode={mode} name={name} />
        </Box>
        {onKeep && hasText ? (
          <Button variant="tertiary" onClick={onKeep}>
            {t('inbox.composer.keep')}
          </Button>
        ) : null}
        {takesTemplate(mode) ? (
          <Button onClick={onTemplate}>{t('inbox.composer.choose-template')}</Button>
        ) : null}
      </Flex>
      {hasText && onKeep === null ? (
        <Box background="neutral100" hasRadius padding={3}>
          <Typography variant="pi" textColor="neutral600" tag="p">
            {t(takesTemplate(mode) ? 'inbox.composer.kept-until' : 'inbox.composer.kept', {
              name,
            })}
          </Typography>
          <Words dir="auto" tag="p">
            {text}
          </Words>
        </Box>
      ) : null}
    </Flex>
  );
};

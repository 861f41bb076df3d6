import type { ReactNode } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import type { ConversationView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import { takesTemplate, type ComposerMode } from '../model/composer';
import { ClosedTemplate, useNoTemplate } from './ClosedTemplate';
import { ClosedWords, NoTemplateWords } from './ClosedWords';
import { Tools } from './tool-word';

/** As it was typed, line by line. */
const Words = styled(Typography)`
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;

/** Not there for who may only read, and where nothing can be done. */
const Row = styled(Tools)`
  &:not(:has(button)) {
    display: none;
  }
`;

interface Props {
  readonly mode: Exclude<ComposerMode, 'open'>;
  readonly conversation: ConversationView;
  readonly name: string;
  readonly text: string;
  readonly onTemplate: () => void;
  /** Where the field still stands above, because the window closed while somebody wrote: puts the text away as a draft. */
  readonly onKeep: (() => void) | null;
  /** First in the row below. */
  readonly modes: ReactNode;
}

/** Why nothing can be sent, and what can be done. */
export const Closed = ({ mode, conversation, name, text, onTemplate, onKeep, modes }: Props) => {
  const t = useT();
  const why = useNoTemplate(conversation, takesTemplate(mode));
  const hasText = text !== '';
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={2}
      data-testid="composer-closed"
      data-mode={mode}
    >
      <Box role="status">
        <ClosedWords mode={mode} name={name} />
        {why === null ? null : <NoTemplateWords why={why} name={name} />}
      </Box>
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
      <Row gap={2} data-testid="composer-row">
        {modes}
        <Flex gap={2} marginLeft="auto">
          {onKeep && hasText ? (
            <Button variant="tertiary" onClick={onKeep}>
              {t('inbox.composer.keep')}
            </Button>
          ) : null}
          {takesTemplate(mode) ? <ClosedTemplate why={why} onTemplate={onTemplate} /> : null}
        </Flex>
      </Row>
    </Flex>
  );
};

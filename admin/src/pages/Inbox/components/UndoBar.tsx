import { Button, Flex, Typography } from '@strapi/design-system';
import { useT, type Translate } from '../../../shared/useT';
import type { Undo } from '../hooks/useUndo';

/** What was just done. */
export const undoWords = (t: Translate, { word, count = 1, name = '' }: Undo): string =>
  t(`inbox.undo.${word}`, { count, name });

/** What was just done, and the way back while it stands. */
export const UndoBar = ({ undo }: { undo: Undo | null }) => {
  const t = useT();
  if (!undo) return null;
  return (
    <Flex
      role="status"
      justifyContent="space-between"
      gap={3}
      background="primary100"
      paddingLeft={4}
      paddingRight={4}
      paddingTop={1}
      paddingBottom={1}
    >
      <Typography variant="pi">{undoWords(t, undo)}</Typography>
      <Button size="S" variant="ghost" onClick={undo.back}>
        {t('inbox.undo.label')}
      </Button>
    </Flex>
  );
};

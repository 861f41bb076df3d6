import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useT } from '../useT';
import type { useTaskState } from './useTaskState';

/** "Done: call back" with the way back. */
export const TaskUndo = ({ state }: { state: ReturnType<typeof useTaskState> }) => {
  const t = useT();
  return (
    <Box role="status" paddingBottom={state.done ? 2 : 0}>
      {state.done ? (
        <Flex
          justifyContent="space-between"
          gap={3}
          background="primary100"
          hasRadius
          paddingLeft={4}
          paddingRight={4}
          paddingTop={1}
          paddingBottom={1}
        >
          <Typography variant="pi">{t('tasks.done-now', { title: state.done.title })}</Typography>
          <Button size="S" variant="ghost" onClick={() => void state.undo()}>
            {t('tasks.undo')}
          </Button>
        </Flex>
      ) : null}
    </Box>
  );
};

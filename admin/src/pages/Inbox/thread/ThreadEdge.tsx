import { Button, Loader } from '@strapi/design-system';
import { useT } from '../../../shared/useT';
import type { ThreadEdge as Edge } from '../hooks/thread-state';

interface Props {
  readonly edge: Edge;
  readonly way: 'older' | 'newer';
  readonly onMore: () => void;
}

/** At an end of what is known: more comes by itself as one scrolls there; the button does the same for the keyboard. */
export const ThreadEdge = ({ edge, way, onMore }: Props) => {
  const t = useT();
  if (edge.loading) return <Loader small>{t('shell.state.loading')}</Loader>;
  if (!edge.hasMore) return null;
  return (
    <Button size="S" variant="ghost" onClick={onMore}>
      {t(`inbox.thread.${way}${edge.failed ? '-failed' : ''}`)}
    </Button>
  );
};

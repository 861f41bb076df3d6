import { Button } from '@strapi/design-system';
import { Loader } from '@strapi/icons';
import { useT } from '../../../shared/useT';
import type { ThreadEdge as Edge } from '../hooks/thread-state';

interface Props {
  readonly edge: Edge;
  readonly way: 'older' | 'newer' | 'conversations';
  readonly onMore: () => void;
}

/** At an end of what is known: more comes by itself as one scrolls there; the button does the same for the keyboard. */
export const ThreadEdge = ({ edge, way, onMore }: Props) => {
  const t = useT();
  if (!edge.hasMore) return null;
  const { loading } = edge;
  return (
    <Button
      size="S"
      variant="ghost"
      // The same button, never `disabled`, while it loads: it would lose the focus of who pressed it.
      aria-disabled={loading}
      aria-busy={loading}
      startIcon={loading ? <Loader /> : undefined}
      onClick={() => (loading ? undefined : onMore())}
    >
      {loading ? t('shell.state.loading') : t(`inbox.thread.${way}${edge.failed ? '-failed' : ''}`)}
    </Button>
  );
};

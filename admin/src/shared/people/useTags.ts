import { useMemo } from 'react';
import type { TagColor, TagView } from '../../../../server/src/contracts/contacts';
import { useWhatsappListTagsQuery } from '../../api/people';
import { useCan } from '../permissions';

const none: readonly TagView[] = [];

/** The company's tags and their colours; none, and plain, for who may not see contacts. */
export const useTags = () => {
  const { can } = useCan();
  const { data, isFetching } = useWhatsappListTagsQuery(undefined, { skip: !can.contactBrowse });
  const tags = data?.tags ?? none;
  return useMemo(() => {
    const colors = new Map(tags.map(({ name, color }) => [name, color]));
    return {
      tags,
      colorOf: (name: string): TagColor | null => colors.get(name) ?? null,
      isFetching,
    };
  }, [tags, isFetching]);
};

import { Button, Flex } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import type { CursorPages } from './useCursorPages';
import { useT } from './useT';

type Props = { pages: CursorPages; nextCursor: string | null | undefined; isFetching?: boolean };

/** "‹ Previous  Next ›"; absent when everything fits on one page. */
export const CursorPager = ({ pages, nextCursor, isFetching = false }: Props) => {
  const t = useT();
  if (!pages.hasPrevious && !nextCursor) return null;
  return (
    <Flex
      tag="nav"
      aria-label={t('contacts.pager.label')}
      justifyContent="flex-end"
      gap={2}
      paddingTop={4}
    >
      <Button
        variant="tertiary"
        startIcon={<ChevronLeft />}
        disabled={!pages.hasPrevious || isFetching}
        onClick={pages.previous}
      >
        {t('contacts.pager.previous')}
      </Button>
      <Button
        variant="tertiary"
        endIcon={<ChevronRight />}
        disabled={!nextCursor || isFetching}
        onClick={() => nextCursor && pages.next(nextCursor)}
      >
        {t('contacts.pager.next')}
      </Button>
    </Flex>
  );
};

import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import type { CursorPages } from './useCursorPages';
import { useT } from './useT';

interface Props {
  readonly pages: CursorPages;
  readonly nextCursor: string | null | undefined;
  readonly isFetching?: boolean;
  /** Says how many a page holds. */
  readonly perPage?: number;
}

/** "‹ Previous  Next ›"; absent when everything fits on one page. */
export const CursorPager = ({ pages, nextCursor, isFetching = false, perPage }: Props) => {
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
      {perPage === undefined ? null : (
        <Box flex="1">
          <Typography variant="pi" textColor="neutral600">
            {t('contacts.pager.size', { count: perPage })}
          </Typography>
        </Box>
      )}
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

import { useEffect, useState, type ReactNode } from 'react';
import { Box, Button, EmptyStateLayout, Flex, Typography } from '@strapi/design-system';
import { ArrowClockwise, WarningCircle } from '@strapi/icons';
import { EmptyDocuments } from '@strapi/icons/symbols';
import { useApiError } from './useApiError';
import { useT } from './useT';

interface EmptyStateProps {
  /** One sentence: what this is for. */
  readonly content: string;
  /** One primary action. */
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  readonly plain?: boolean;
}

/** Nothing here yet. */
export const EmptyState = ({ content, action, icon, plain = false }: EmptyStateProps) => (
  <EmptyStateLayout
    icon={icon ?? <EmptyDocuments width="16rem" />}
    content={content}
    action={action}
    hasRadius={!plain}
    {...(plain ? {} : { shadow: 'tableShadow' as const })}
  />
);

/** Something is there, but the filters hide it. */
export const NothingMatches = ({
  onClear,
  content,
}: {
  onClear?: () => void;
  content?: string;
}) => {
  const t = useT();
  return (
    <EmptyState
      plain
      content={content ?? t('shell.state.nothing-matches')}
      action={
        onClear ? (
          <Button variant="secondary" onClick={onClear}>
            {t('shell.state.clear-filters')}
          </Button>
        ) : null
      }
    />
  );
};

interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** What failed, what is safe, a way to try again: never an empty list in place of an error. */
export const ErrorState = ({ error, onRetry }: ErrorStateProps) => {
  const t = useT();
  const shown = useApiError()(error);
  return (
    <Flex direction="column" gap={3} padding={6} role="alert" alignItems="center">
      <WarningCircle aria-hidden fill="danger600" width="2.4rem" height="2.4rem" />
      <Typography textAlign="center">{shown.message}</Typography>
      {shown.remedy ? (
        <Typography variant="pi" textColor="neutral600" textAlign="center">
          {shown.remedy}
        </Typography>
      ) : null}
      {shown.requestId ? (
        <Typography variant="pi" textColor="neutral600">
          {t('shell.state.request-id', { id: shown.requestId })}
        </Typography>
      ) : null}
      {onRetry ? (
        <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={onRetry}>
          {t('shell.state.retry')}
        </Button>
      ) : null}
    </Flex>
  );
};

/** Grey rows while a list loads, after 200 ms only, so that quick answers do not flash. */
export const RowSkeletons = ({
  rows = 6,
  height = '5.6rem',
}: {
  rows?: number;
  height?: string;
}) => {
  const t = useT();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Box aria-busy aria-label={t('shell.state.loading')} role="status">
      {late
        ? Array.from({ length: rows }, (_unused, index) => (
            <Box key={index} padding={2}>
              <Box background="neutral150" hasRadius height={height} />
            </Box>
          ))
        : null}
    </Box>
  );
};

import type { ReactNode } from 'react';
import { Page } from '@strapi/strapi/admin';
import { ErrorState } from './states';

interface KnownProps<T> {
  readonly query: {
    isLoading: boolean;
    data?: T | undefined;
    error?: unknown;
    refetch: () => unknown;
  };
  readonly children: (data: T) => ReactNode;
}

/** The page of one thing: on its way, what failed with a way to try again, or the thing. */
export const Known = <T,>({ query, children }: KnownProps<T>) => {
  if (query.isLoading) return <Page.Loading />;
  if (query.data === undefined)
    return (
      <Page.Main>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Page.Main>
    );
  return <>{children(query.data)}</>;
};

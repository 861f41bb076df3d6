import type { Knex } from 'knex';
import type { Viewer } from './domain/visibility';

/** Narrows a query to conversations that the viewer may see; `column` holds the assignee. The SQL of `mayView`. */
export const whereMayView = (query: Knex.QueryBuilder, viewer: Viewer, column: string): void => {
  if (viewer.repliesTo !== undefined) return void query.whereRaw('1 = 0');
  if (viewer.all) return;
  void query.where((own) => {
    void own.where(column, viewer.userId);
    if (viewer.unassigned) void own.orWhereNull(column);
  });
};

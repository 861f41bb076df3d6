import type { ReactNode } from 'react';
import type { StrapiApp } from '@strapi/strapi/admin';

/** What the Content Manager tells its panels and actions, as far as ours use it. */
export interface EntryView {
  readonly collectionType: string;
  /** Uid of the content type. */
  readonly model: string;
  /** Absent while an entry is being made or copied. */
  readonly document?: { documentId: string; updatedAt?: string | null } | undefined;
}

export interface ListView {
  readonly collectionType: string;
  readonly model: string;
  readonly documents: readonly { documentId: string }[];
}

interface Modal {
  readonly type: 'modal';
  readonly title: string;
  readonly content: ReactNode;
}

/** Components that answer a description instead of an element; null = nothing is shown. */
export type Panel = (props: EntryView) => { title: string; content: ReactNode } | null;
export interface RowAction {
  (
    props: EntryView
  ): { label: string; icon: ReactNode; position: 'table-row'; dialog: Modal } | null;
  position: 'table-row';
}
export type BulkAction = (
  props: ListView
) => { label: string; icon: ReactNode; variant: 'secondary'; dialog: Modal } | null;

interface ContentManager {
  apis: {
    addEditViewSidePanel(panels: Panel[]): void;
    addDocumentAction(actions: RowAction[]): void;
    addBulkAction(actions: BulkAction[]): void;
  };
}

/** Undefined in an admin without the Content Manager. */
export const contentManagerOf = (app: Pick<StrapiApp, 'getPlugin'>): ContentManager | undefined =>
  app.getPlugin('content-manager') as unknown as ContentManager | undefined;

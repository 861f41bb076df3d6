import { DomainError } from '../kernel/errors';
import { isRetryable } from '../strapi/db';
import { hostColumn, type HostType } from './host-types';
import type { Mapping } from './mappings';

/** Own fields that a validation of the host finds wrong, as the Content Manager calls them. */
const refusedFields = (error: unknown, type: HostType): string[] => {
  const errors = (error as { details?: { errors?: unknown } } | null)?.details?.errors;
  const found = Array.isArray(errors) ? (errors as { path?: unknown }[]) : [];
  const labels = found.flatMap(({ path }) => {
    const column = Array.isArray(path) ? hostColumn(type, path.map(String).join('.')) : null;
    return column ? [column.label] : [];
  });
  return [...new Set(labels)];
};

/**
 * Does what runs the host's own code: its rules and its lifecycle hooks. Whatever that throws is a refusal (`entry-refused`, with
 * `role` and `fields`), and is not tried again, since a hook may have asked other systems; but for a deadlock of the database.
 * What it says is not kept: it may repeat values of the person, or a whole statement.
 */
export const byHost = async <T>(
  { type, config }: Pick<Mapping, 'type' | 'config'>,
  work: () => Promise<T>
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isRetryable(error)) throw error;
    throw new DomainError('entry-refused', 'the rules of the content type refused the entry', {
      status: 422,
      remedy: 'Change the values that the flow writes, or the rules of the content type.',
      role: config.role || type.uid,
      fields: refusedFields(error, type),
    });
  }
};

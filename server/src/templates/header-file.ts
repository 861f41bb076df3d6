import type { Core } from '@strapi/strapi';
import type { SampleFile } from '../cloud-api/client-uploads';
import type { DraftHeader } from '../contracts/template-draft';
import { checkHeaderFile, type TemplateProblem } from '../contracts/template-rules';
import type { SlotBindings, TemplateSlot } from '../contracts/templates';
import { DomainError } from '../kernel/errors';
import { mediaService, type LibraryFacts } from '../media/public';
import { libraryFiles } from '../strapi/library';
import { invalidTemplate } from './refusals';

/** A type that is none of Meta's, for a content that nobody knows. */
const UNKNOWN_TYPE = 'application/octet-stream';

type HeaderKind = Parameters<typeof checkHeaderFile>[0];
type Read = { file: SampleFile; problems: [] } | { file: null; problems: TemplateProblem[] };

const inLibrary = async (strapi: Core.Strapi, id: number): Promise<LibraryFacts | null> => {
  try {
    return await mediaService(strapi).inLibrary(id);
  } catch (error) {
    // A storage that does not answer (`media-unreadable`) says nothing about the file: that passes on as it is.
    if (error instanceof DomainError && error.kind === 'media-missing') return null;
    throw error;
  }
};

/** The file of a media header as it is in the library now, or what Meta would say against it (T-05, T-29). */
export const readHeaderFile = async (
  strapi: Core.Strapi,
  kind: HeaderKind,
  fileId: number | null
): Promise<Read> => {
  if (fileId === null) return { file: null, problems: checkHeaderFile(kind, null) };
  const found = await inLibrary(strapi, fileId);
  if (!found) return { file: null, problems: [{ field: 'header.file', code: 'media-missing' }] };
  const file = { ...found, mime: found.mime ?? UNKNOWN_TYPE };
  const problems = checkHeaderFile(kind, file);
  return problems.length > 0 ? { file: null, problems } : { file, problems: [] };
};

const isHeaderKind = (kind: string): kind is HeaderKind =>
  kind === 'image' || kind === 'video' || kind === 'document';

/**
 * Refuses a header file that Meta would refuse, when it is chosen and not only when it is sent. Only what changed: a
 * file that went since does not hinder the saving of other variables.
 */
export const checkFiles = async (
  strapi: Core.Strapi,
  slots: readonly TemplateSlot[],
  { clean, before }: { clean: SlotBindings; before: SlotBindings | null }
): Promise<void> => {
  for (const { key, kind } of slots) {
    const source = clean[key]?.source;
    const old = before?.[key]?.source;
    if (source?.kind !== 'media' || !isHeaderKind(kind)) continue;
    if (old?.kind === 'media' && old.fileId === source.fileId) continue;
    const { problems } = await readHeaderFile(strapi, kind, source.fileId);
    if (problems.length > 0)
      throw invalidTemplate(problems.map((one) => ({ ...one, field: `bindings.${key}` })));
  }
};

/**
 * The header of a template that Meta has, with the file of the library that goes out in it: Meta gives no file back, so
 * without it every edit would ask for the picture again. Null where the library has it no more, or it is an address.
 */
export const withBoundFile = async (
  strapi: Core.Strapi,
  header: DraftHeader,
  bindings: SlotBindings | null
): Promise<DraftHeader> => {
  const source = bindings?.header?.source;
  if (!('file' in header) || header.file || source?.kind !== 'media') return header;
  const found = (await libraryFiles(strapi, [source.fileId])).get(source.fileId);
  if (!found) return header;
  const { id, name, mime, size, url } = found;
  return { ...header, file: { id, name: name.slice(0, 255), mime, sizeBytes: size, url } };
};

import type { SlotBindings, TemplateView } from '../../../../../server/src/contracts/templates';
import { HeaderArea } from '../../../shared/HeaderArea';
import type { HeaderFileKind } from '../../../shared/useHeaderFile';
import { useLibraryFile } from '../../../shared/useLibraryFile';

const KINDS: readonly string[] = ['image', 'video', 'document'] satisfies HeaderFileKind[];

interface Props {
  readonly template: TemplateView | null;
  readonly bindings: SlotBindings;
}

/** The picture, video or document that goes out in the header of a template, as it is bound. */
export const Picture = ({ template, bindings }: Props) => {
  const slot = template?.slots.find(
    ({ component, kind }) => component === 'header' && KINDS.includes(kind)
  );
  const source = slot ? bindings[slot.key]?.source : undefined;
  const file = useLibraryFile(source?.kind === 'media' ? source.fileId : null);
  return slot ? <HeaderArea kind={slot.kind as HeaderFileKind} file={file ?? null} /> : null;
};

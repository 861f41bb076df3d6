import { useMemo } from 'react';
import { Typography } from '@strapi/design-system';
import type { ContactView } from '../../../server/src/contracts/contacts';
import type {
  SlotBinding,
  SlotBindings,
  TemplateView,
} from '../../../server/src/contracts/templates';
import { HeaderArea } from './HeaderArea';
import { MessageBody } from './MessageBody';
import { PhoneFrame } from './PhoneFrame';
import { previewBody, type OpenMark } from './template-preview';
import { useHeaderFile, type HeaderFileKind } from './useHeaderFile';
import { useLibraryFile } from './useLibraryFile';
import { useVariableSources } from './useVariableSources';

type Props = {
  template: TemplateView;
  bindings: SlotBindings;
  contact: ContactView | null;
  /** What stands for a value that is not known, where a sample would be taken for this person's. */
  markOf?: OpenMark | undefined;
  /** A press on the header chooses its file. */
  onHeader?: ((binding: SlotBinding) => void) | undefined;
};

const mediaKinds: readonly string[] = ['image', 'video', 'document'] satisfies HeaderFileKind[];

type HeaderProps = {
  kind: HeaderFileKind;
  binding: SlotBinding | undefined;
  onHeader: Props['onHeader'];
};

const Header = ({ kind, binding, onHeader }: HeaderProps) => {
  const file = useLibraryFile(binding?.source.kind === 'media' ? binding.source.fileId : null);
  const choice = useHeaderFile(kind, ({ id }) =>
    onHeader?.({ source: { kind: 'media', fileId: id }, fallback: null })
  );
  return (
    <>
      <HeaderArea kind={kind} file={file ?? null} onPress={onHeader ? choice.open : undefined} />
      {choice.error ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {choice.error}
        </Typography>
      ) : null}
      {choice.dialog}
    </>
  );
};

/** A template on the customer's phone, filled as one person would get it. */
export const TemplatePhone = ({ template, bindings, contact, markOf, onHeader }: Props) => {
  const sources = useVariableSources(contact);
  const body = useMemo(
    () => previewBody(template, bindings, { contact, sources, markOf }),
    [template, bindings, contact, sources, markOf]
  );
  const slot = template.slots.find(
    ({ component, kind }) => component === 'header' && mediaKinds.includes(kind)
  );
  const header = slot ? (
    <Header kind={slot.kind as HeaderFileKind} binding={bindings[slot.key]} onHeader={onHeader} />
  ) : undefined;
  return (
    <PhoneFrame>
      <MessageBody body={body} header={header} />
    </PhoneFrame>
  );
};

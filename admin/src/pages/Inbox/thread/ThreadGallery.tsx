import { useMemo, type ReactNode } from 'react';
import type {
  ConversationView,
  MessageView,
} from '../../../../../server/src/contracts/conversations';
import type { GalleryItem } from '../../../shared/message/gallery';
import { MediaGallery } from '../../../shared/message/MediaGallery';
import { useT } from '../../../shared/useT';
import { usePersonName } from '../../../shared/people/usePersonName';

interface Props {
  readonly contact: ConversationView['contact'];
  readonly messages: readonly MessageView[];
  readonly children: ReactNode;
}

/** The pictures and films of the messages that are loaded, oldest first, as one leafs through them. */
export const ThreadGallery = ({ contact, messages, children }: Props) => {
  const t = useT();
  const personName = usePersonName();
  const person = personName(contact);
  const items = useMemo(
    () =>
      messages.flatMap((message): GalleryItem[] => {
        const { media, text } = message.body;
        if (!media?.url || (media.kind !== 'image' && media.kind !== 'video')) return [];
        const ours = message.agent?.name ?? t('message.lightbox.us');
        return [
          {
            url: media.url,
            kind: media.kind,
            name: media.filename ?? t(`shell.message.${media.kind}`),
            caption: text,
            from: message.direction === 'in' ? person : ours,
            at: message.at,
          },
        ];
      }),
    [messages, person, t]
  );
  return <MediaGallery items={items}>{children}</MediaGallery>;
};

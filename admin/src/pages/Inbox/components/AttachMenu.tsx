import { useRef, useState, type ComponentType, type ReactNode } from 'react';
import { IconButton, Menu, MenuItem, VisuallyHidden } from '@strapi/design-system';
import { File, Image, Images, Plus } from '@strapi/icons';
import { useRBAC, useStrapiApp } from '@strapi/strapi/admin';
import { FULL_HEIGHT, FullMenu } from '../../../shared/FullMenu';
import { useT } from '../../../shared/useT';
import { ToolWord } from '../composer/tool-word';
import type { Attachments, LibraryAsset } from '../hooks/useAttachments';
import { useHasCamera } from '../hooks/useCamera';
import { CameraDialog } from './CameraDialog';

interface DialogProps {
  readonly allowedTypes?: readonly string[];
  readonly onClose: () => void;
  readonly onSelectAssets: (assets: LibraryAsset[]) => void;
}

const LIBRARY = [{ action: 'plugin::upload.read', subject: null }];

/** Strapi's own dialog of the media library, for people who may see it. */
const useLibrary = (): ComponentType<DialogProps> | null => {
  const components = useStrapiApp('WhatsappAttach', (state) => state.components);
  const { allowedActions } = useRBAC(LIBRARY);
  const dialog = components['media-library'];
  return allowedActions.canRead === true && dialog
    ? (dialog as unknown as ComponentType<DialogProps>)
    : null;
};

/** Files from the device, its camera or from the media library. */
export const AttachMenu = ({
  attachments,
  more,
  compact,
}: {
  readonly attachments: Attachments;
  /** What else can be put into a message. */
  readonly more?: ReactNode;
  /** On a phone only a plus. Answers true where the focus went on to something that a choice opened. */
  readonly compact?: { readonly label: string; readonly focusAfter: () => boolean } | undefined;
}) => {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [browsing, setBrowsing] = useState(false);
  const Library = useLibrary();
  const hasCamera = useHasCamera();
  const [shooting, setShooting] = useState(false);
  const choose = () => input.current?.click();
  const items = (
    <>
      <MenuItem startIcon={<File />} onSelect={choose}>
        {t('inbox.attach.device')}
      </MenuItem>
      {hasCamera ? (
        <MenuItem startIcon={<Image />} onSelect={() => setShooting(true)}>
          {t('inbox.camera.menu')}
        </MenuItem>
      ) : null}
      {Library ? (
        <MenuItem startIcon={<Images />} onSelect={() => setBrowsing(true)}>
          {t('inbox.attach.library')}
        </MenuItem>
      ) : null}
      {more}
    </>
  );
  return (
    <>
      {compact ? (
        <Menu.Root>
          <Menu.Trigger
            tag={IconButton}
            icon={<Plus />}
            label={compact.label}
            data-testid="attach"
          />
          <Menu.Content
            popoverPlacement="top-start"
            maxHeight={FULL_HEIGHT}
            onCloseAutoFocus={(event) => {
              if (compact.focusAfter()) event.preventDefault();
            }}
          >
            {items}
          </Menu.Content>
        </Menu.Root>
      ) : (
        <FullMenu
          label={<ToolWord>{t('inbox.attach.button')}</ToolWord>}
          aria-label={t('inbox.attach.button')}
          variant="tertiary"
          startIcon={<Plus />}
          data-testid="attach"
        >
          {items}
        </FullMenu>
      )}
      <VisuallyHidden>
        <input
          ref={input}
          type="file"
          multiple
          tabIndex={-1}
          aria-label={t('inbox.attach.device')}
          data-testid="attach-input"
          onChange={(event) => {
            attachments.add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </VisuallyHidden>
      {shooting ? (
        <CameraDialog
          onClose={() => setShooting(false)}
          onTaken={(file) => attachments.add([file])}
        />
      ) : null}
      {browsing && Library ? (
        <Library
          allowedTypes={['images', 'videos', 'audios', 'files']}
          onClose={() => setBrowsing(false)}
          onSelectAssets={(assets) => {
            attachments.addFromLibrary(assets);
            setBrowsing(false);
          }}
        />
      ) : null}
    </>
  );
};

import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { focusWindow } from '../../../shared/dialog-focus';
import { ScrollBody } from '../../../shared/ScrollBody';
import { useT } from '../../../shared/useT';
import { useCamera } from '../hooks/useCamera';

const Seen = styled.video`
  inline-size: 100%;
  max-block-size: 56dvh;
  object-fit: contain;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral150};
  &[hidden] {
    display: none;
  }
`;

interface Props {
  readonly onClose: () => void;
  readonly onTaken: (file: File) => void;
}

/** A picture from the camera: looked at before it is used. */
export const CameraDialog = ({ onClose, onTaken }: Props) => {
  const t = useT();
  const camera = useCamera();
  const { state, shot } = camera;
  const refused = state === 'asking' || state === 'live' ? null : state;
  const use = () => {
    if (!shot) return;
    onTaken(shot.file);
    onClose();
  };
  return (
    <Modal.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal.Content aria-describedby={undefined} onOpenAutoFocus={focusWindow}>
        <Modal.Header closeLabel={t('shell.drawer.close')}>
          <Modal.Title>{t('inbox.camera.title')}</Modal.Title>
        </Modal.Header>
        <ScrollBody>
          <Flex direction="column" alignItems="stretch" gap={3}>
            <Typography textColor="neutral800" role="status">
              {refused ? t(`inbox.camera.${refused}`) : null}
              {state === 'asking' ? t('inbox.camera.asking') : null}
            </Typography>
            <Seen
              ref={camera.video}
              onLoadedData={camera.seen}
              autoPlay
              playsInline
              muted
              hidden={state !== 'live' || shot !== null}
              aria-label={t('inbox.camera.live')}
              data-testid="camera-live"
            />
            {shot ? <Seen as="img" src={shot.url} alt={t('inbox.camera.shot')} /> : null}
          </Flex>
        </ScrollBody>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{t('composer.extra.dismiss')}</Button>
          </Modal.Close>
          <Flex gap={3}>
            {refused ? (
              <Button onClick={camera.askAgain}>{t('inbox.attach.retry')}</Button>
            ) : shot ? (
              <>
                <Button variant="secondary" onClick={camera.retake}>
                  {t('inbox.camera.retake')}
                </Button>
                <Button onClick={use}>{t('inbox.camera.use')}</Button>
              </>
            ) : (
              <Button disabled={state !== 'live'} onClick={camera.shoot}>
                {t('inbox.camera.take')}
              </Button>
            )}
          </Flex>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

import { useState, type DragEvent, type ReactNode } from 'react';
import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';
import { useT } from '../../../shared/useT';

const Place = styled.div`
  position: relative;
  display: flex;
  flex-direction: column;
  flex: 1;
  min-block-size: 0;
`;
const Cover = styled(Flex)`
  position: absolute;
  inset: ${({ theme }) => theme.spaces[3]};
  z-index: 2;
  border: ${({ theme }) => `2px dashed ${theme.colors.primary600}`};
  pointer-events: none;
`;

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Files dropped anywhere on the thread go to the composer. */
export const DropZone = ({
  onFiles,
  onPress,
  children,
}: {
  readonly onFiles: ((files: File[]) => void) | null;
  readonly onPress: (() => void) | undefined;
  readonly children: ReactNode;
}) => {
  const t = useT();
  const [over, setOver] = useState(false);
  if (!onFiles) return <Place onPointerDown={onPress}>{children}</Place>;
  return (
    <Place
      onPointerDown={onPress}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
      data-testid="drop-zone"
    >
      {children}
      {over ? (
        <Cover justifyContent="center" background="primary100" hasRadius>
          <Typography variant="delta" textColor="primary700">
            {t('inbox.attach.drop')}
          </Typography>
        </Cover>
      ) : null}
    </Place>
  );
};

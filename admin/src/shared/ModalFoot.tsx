import { createContext, useContext, useState, type ReactNode } from 'react';
import { Button, Modal } from '@strapi/design-system';
import { createPortal } from 'react-dom';
import { styled } from 'styled-components';
import { ScrollBody } from './ScrollBody';
import { useT } from './useT';

const Place = createContext<HTMLElement | null>(null);

/** As high as its content; hidden while it is empty. */
const Foot = styled(Modal.Footer)`
  flex: none;
  &:empty {
    display: none;
  }
`;

interface Props {
  readonly children: ReactNode;
  /** Begins the foot with "Cancel". */
  readonly onCancel?: () => void;
}

/** The body of a window that scrolls above a foot, which a part within it fills with `InFoot`. */
export const BodyWithFoot = ({ children, onCancel }: Props) => {
  const t = useT();
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <Place.Provider value={place}>
      <ScrollBody>{children}</ScrollBody>
      <Foot ref={setPlace} gap={2} wrap="wrap">
        {onCancel ? (
          <Button variant="tertiary" onClick={onCancel}>
            {t('shell.dialog.dismiss')}
          </Button>
        ) : null}
      </Foot>
    </Place.Provider>
  );
};

/** What sends or saves: in sight however long the body is. */
export const InFoot = ({ children }: { children: ReactNode }) => {
  const place = useContext(Place);
  return place ? createPortal(children, place) : null;
};

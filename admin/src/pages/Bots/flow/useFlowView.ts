import { useState } from 'react';
import { useIsMobile } from '@strapi/strapi/admin';
import { useMe } from '../../../shared/useMe';
import { keepView, readView, type FlowView } from './model/view';

/**
 * Whether the person looks at the outline or at the canvas. A phone has room for the outline only. A form that was opened
 * as a flow shows the canvas: its list of steps was an outline already.
 */
export const useFlowView = (isFromForm: boolean) => {
  const me = useMe();
  const isPhone = useIsMobile();
  const [chosen, setChosen] = useState<FlowView | null>(isFromForm ? 'canvas' : null);
  const now: FlowView = isPhone ? 'outline' : (chosen ?? readView(localStorage, me));
  return {
    now,
    mayChoose: !isPhone,
    choose: (view: FlowView) => {
      keepView(localStorage, me, view);
      setChosen(view);
    },
  };
};
export type FlowViewHands = ReturnType<typeof useFlowView>;

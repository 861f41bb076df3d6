import { useState } from 'react';
import { useIsMobile } from '@strapi/strapi/admin';
import { useMe } from '../../../shared/useMe';
import { keepView, readView, type FlowView } from './model/view';

/** Whether the person looks at the outline or at the canvas. A phone has room for the outline only. */
export const useFlowView = () => {
  const me = useMe();
  const isPhone = useIsMobile();
  const [chosen, setChosen] = useState<FlowView | null>(null);
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

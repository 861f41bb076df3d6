import { useState, type KeyboardEvent } from 'react';
import { useMediaQuery } from '@strapi/strapi/admin';
import { useMe } from '../../../shared/useMe';
import { useT } from '../../../shared/useT';
import { keepSendKey, readSendKey, sends, type SendKey } from '../model/send-key';

/** The key that sends a message, as the person chose it. Answers, notes and the small composer use the same one. */
export const useSendKey = () => {
  const t = useT();
  const me = useMe();
  // A phone's keyboard has no Shift+Enter: there Enter breaks the line and the button sends.
  const touch = useMediaQuery('(pointer: coarse)');
  const [, setChosen] = useState<SendKey | null>(null);
  const sendKey = readSendKey(localStorage, me);
  const word = sendKey === 'enter' ? 'inbox.composer.placeholder' : 'composer.placeholder-mod';
  return {
    sendKey,
    touch,
    /** What an empty field says. */
    placeholder: t(touch ? 'inbox.composer.placeholder-touch' : word),
    chooseSendKey: (key: SendKey) => {
      keepSendKey(localStorage, me, key);
      setChosen(key);
    },
    isSend: ({ nativeEvent: press }: KeyboardEvent) =>
      sends(press, readSendKey(localStorage, me), touch),
  };
};

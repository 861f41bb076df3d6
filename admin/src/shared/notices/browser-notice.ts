export type NoticePermission = NotificationPermission | 'unsupported';

export const noticePermission = (): NoticePermission =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;

/** Asks the browser; only at a press, as browsers want it. */
export const askPermission = async (): Promise<NoticePermission> =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.requestPermission();

export interface BrowserNotice {
  readonly title: string;
  readonly body: string;
  /** A newer one with the same tag takes its place. */
  readonly tag: string;
  readonly onPress: () => void;
}

export const showNotice = ({ title, body, tag, onPress }: BrowserNotice): void => {
  if (noticePermission() !== 'granted') return;
  try {
    const notice = new Notification(title, { body, tag });
    notice.onclick = () => {
      window.focus();
      onPress();
      notice.close();
    };
  } catch {
    // Some phones know notices of service workers only.
  }
};

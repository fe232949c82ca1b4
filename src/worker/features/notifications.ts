import { showNotifications } from '../invalidation/notifications.js';
import type { Feature } from './feature.js';

/** Shows a notification for each push message that revalidates pages. */
export const notifications = (): Feature => ({
  install: ({ config, report }) => config.notification && showNotifications(config.notification, report),
});

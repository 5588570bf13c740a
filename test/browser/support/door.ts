import type { Server } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * The one address at which the services of a process are found, one after the other: what a browser has loaded and compiled
 * of the app belongs to its address.
 */
class Door {
  private readonly guests = new Set<Socket>();
  private host: Server | undefined;
  private readonly listening = new Promise<number>((resolve, reject) => {
    const door = createServer((guest) => this.lead(guest)).once('error', reject);
    door.listen(0, '127.0.0.1', () => resolve((door.address() as AddressInfo).port));
    door.unref();
  });

  /** Leads everyone who comes to this server. @returns the address */
  async openTo(host: Server): Promise<string> {
    this.host = host;
    return `http://127.0.0.1:${await this.listening}`;
  }

  /** Sends everyone away, also those who keep a connection in case they need it. */
  close(): void {
    this.host = undefined;
    for (const guest of this.guests) guest.destroy();
  }

  private lead(guest: Socket): void {
    if (!this.host) {
      guest.destroy();
      return;
    }
    this.guests.add(guest);
    guest.once('close', () => this.guests.delete(guest));
    this.host.emit('connection', guest);
  }
}

export const theDoor = new Door();

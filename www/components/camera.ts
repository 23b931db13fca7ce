/**
 * The live camera: frames go to the scan worker one at a time, and the first in which a code can be read is taken as the
 * photo. Nothing is recorded, nothing leaves the page.
 */

import { html, nothing, render, type TemplateResult } from 'lit';
import { scanFrame } from '../engine/client.ts';
import { t } from '../locales/text.ts';
import { icon, sign } from './icon.ts';

type Trouble = 'denied' | 'none' | 'busy';

/** Of the time, at most this share goes into looking at frames: the preview stays smooth, the phone cool. */
const SHARE = 0.5;
/** Shortest and longest pause between frames, in milliseconds. */
const PAUSE = { least: 60, most: 600 };
/** Long side of a frame that is looked at: enough for a code that fills a third of the view. */
const LONGEST = 1920;

export class Camera {
  readonly #dialog = document.createElement('dialog');
  readonly #video = document.createElement('video');
  readonly #taken: (photo: File) => void;
  readonly #instead: () => void;
  #stream: MediaStream | undefined;
  #trouble: Trouble | undefined;
  #torch: boolean | undefined;
  #open = true;
  #found = false;

  /** `taken`: gets the photo. `instead`: the reader would rather take a still photo. */
  constructor(place: HTMLElement, taken: (photo: File) => void, instead: () => void) {
    this.#taken = taken;
    this.#instead = instead;
    this.#dialog.className = 'live';
    this.#dialog.setAttribute('aria-labelledby', 'live-title');
    this.#dialog.addEventListener('close', () => this.close());
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.setAttribute('aria-hidden', 'true');
    place.append(this.#dialog);
    this.#draw();
    this.#dialog.showModal();
    this.#dialog.querySelector<HTMLElement>('#live-title')?.focus();
    void this.#start();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#video.srcObject = null;
    // The focus goes back to where it came from.
    if (this.#dialog.open) this.#dialog.close();
    this.#dialog.remove();
  }

  async #start(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1080 } },
      });
      if (!this.#open) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.#stream = stream;
      this.#video.srcObject = stream;
      await this.#video.play();
      const [track] = stream.getVideoTracks();
      // Taken away while it runs: another program, or the permission.
      track?.addEventListener('ended', () => this.#fail('busy'));
      const can = track?.getCapabilities?.() as { torch?: boolean } | undefined;
      if (can?.torch) this.#torch = false;
      this.#draw();
      void this.#watch();
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      this.#fail(
        name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy',
      );
    }
  }

  #fail(trouble: Trouble): void {
    if (!this.#open) return;
    this.#trouble = trouble;
    this.#draw();
  }

  /** Looks at frames until a code is read. */
  async #watch(): Promise<void> {
    while (this.#open && !this.#trouble && !this.#found) {
      const began = performance.now();
      try {
        const frame = await this.#frame();
        const photo = frame && (await scanFrame(frame));
        if (photo && this.#open && !this.#found) {
          this.#take(photo);
          return;
        }
      } catch {
        // One frame less.
      }
      const spent = performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, Math.min(PAUSE.most, Math.max(PAUSE.least, (spent * (1 - SHARE)) / SHARE))));
    }
  }

  /** What the camera sees now. */
  async #frame(): Promise<ImageBitmap | undefined> {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth === 0 || this.#video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || document.hidden) return undefined;
    const scale = Math.min(1, LONGEST / Math.max(videoWidth, videoHeight));
    return createImageBitmap(this.#video, { resizeWidth: Math.round(videoWidth * scale), resizeHeight: Math.round(videoHeight * scale) });
  }

  #take(photo: Blob): void {
    this.#found = true;
    this.#draw();
    this.#taken(new File([photo], 'camera.jpg', { type: photo.type }));
    this.close();
  }

  /** The picture as it is, code or no code. */
  async #still(): Promise<void> {
    const { videoWidth: width, videoHeight: height } = this.#video;
    if (width === 0) return;
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.getContext('2d')?.drawImage(this.#video, 0, 0);
    const photo = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.95));
    if (photo && this.#open) this.#take(photo);
  }

  async #light(): Promise<void> {
    const [track] = this.#stream?.getVideoTracks() ?? [];
    if (this.#torch === undefined || !track) return;
    try {
      // Not in every browser's types yet.
      await track.applyConstraints({ advanced: [{ torch: !this.#torch } as MediaTrackConstraintSet] });
      this.#torch = !this.#torch;
    } catch {
      this.#torch = undefined;
    }
    this.#draw();
  }

  #draw(): void {
    this.#dialog.classList.toggle('is-found', this.#found);
    render(this.#body(), this.#dialog);
  }

  #body(): TemplateResult {
    const trouble = this.#trouble;
    const running = this.#stream !== undefined && !trouble;
    const state = this.#found ? 'live-found' : running ? 'live-hint' : trouble ? '' : 'live-starting';
    return html`
      <header><h2 id="live-title" tabindex="-1">${t('live-title')}</h2><button class="btn btn--small" type="button" data-live="close" @click=${() => this.close()}>${icon('close')}${t('live-close')}</button></header>
      <div class="live__view">
        ${trouble ? html`<div class="live__problem" role="alert" data-live-problem=${trouble}><p><b>${t(`live-${trouble}`)}</b></p><p>${t(`live-${trouble}.now`)}</p></div>` : html`${this.#video}<span class="live__frame" aria-hidden="true"></span>`}
      </div>
      <footer>
        <p class="live__say" role="status">${state === '' ? nothing : html`${this.#found ? sign('pass', 'i') : nothing}${t(state)}`}</p>
        <div class="btns">
          ${running ? html`<button class="btn" type="button" data-live="take" @click=${() => void this.#still()}>${icon('camera')}${t('live-take')}</button>` : nothing}
          ${running && this.#torch !== undefined ? html`<button class="btn" type="button" data-live="torch" aria-pressed=${this.#torch ? 'true' : 'false'} @click=${() => void this.#light()}>${icon('light')}${t('live-torch')}</button>` : nothing}
          <button class="btn" type="button" data-live="photo" @click=${() => {
            this.close();
            this.#instead();
          }}>${icon('image')}${t('live-photo')}</button>
        </div>
      </footer>`;
  }
}

ALTER TABLE "generated_images" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ALTER COLUMN "model" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ALTER COLUMN "prompt_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ALTER COLUMN "model" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ALTER COLUMN "prompt_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ALTER COLUMN "image_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "scene_id" uuid;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "multipart" jsonb;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "take_id" uuid;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "source" text DEFAULT 'generated' NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "source" text DEFAULT 'generated' NOT NULL;
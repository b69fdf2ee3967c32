ALTER TABLE "final_videos" ADD COLUMN "segments" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "candidate" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "segment" jsonb;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "candidate" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "job_order" jsonb DEFAULT '{"candidates":1,"model":null,"seed":null,"clipSeconds":null,"missing":"refuse","spared":[],"retryOf":null}'::jsonb NOT NULL;
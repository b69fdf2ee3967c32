CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"until" text NOT NULL,
	"approvals" text NOT NULL,
	"status" text NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "generated_images" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ALTER COLUMN "model" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ALTER COLUMN "prompt_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ALTER COLUMN "job_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ALTER COLUMN "model" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ALTER COLUMN "prompt_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ALTER COLUMN "image_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "final_videos" ADD COLUMN "segments" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "projects" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "scene_id" uuid;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "multipart" jsonb;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "take_id" uuid;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "candidate" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "source" text DEFAULT 'generated' NOT NULL;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "generated_images" ADD COLUMN "segment" jsonb;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "candidate" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "source" text DEFAULT 'generated' NOT NULL;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "video_clips" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "job_order" jsonb DEFAULT '{"candidates":1,"model":null,"seed":null,"clipSeconds":null,"missing":"refuse","spared":[],"retryOf":null}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "runs_by_project" ON "runs" USING btree ("project_id");